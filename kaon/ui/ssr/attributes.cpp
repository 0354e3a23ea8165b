// Attributes: what changes is asked for its present value, outside of any observer.
#include "kaon/ui/ssr/attributes.hpp"

#include <charconv>
#include <utility>

#include "kaon/base/utf8.hpp"
#include "kaon/ui/computed.hpp"
#include "kaon/ui/ssr/escape.hpp"
#include "kaon/ui/style.hpp"
#include "kaon/ui/url.hpp"

namespace kaon::inline v0::ui {

namespace {

template <class N>
void append_number(std::string& out, N number) {
    char digits[24];
    out.append(digits, static_cast<std::size_t>(std::to_chars(digits, digits + sizeof digits, number).ptr - digits));
}

void append_code_point(std::string& out, std::uint64_t code) {
    std::string utf8;
    append_utf8(utf8, code < 0x110000 ? static_cast<char32_t>(code) : U'\uFFFD');
    append_attribute(out, utf8);
}

void append_value(std::string& out, const Item& item) {
    if (item.kind == Kind::flag) {
        out += item.natural ? "true" : "false";
    } else if (!append_scalar(out, item)) {
        if (item.flags & flags::plain) out += item.text();
        else append_attribute(out, item.text());
    }
}

// The text of a value, unescaped.
void append_raw(std::string& out, const Item& item) {
    if (item.kind == Kind::text) out += item.text();
    else if (item.kind == Kind::flag) out += item.natural ? "true" : "false";
    else append_scalar(out, item);
}

// f(value) with the attribute's value as it is now; not called for an absent one.
template <class F>
void with_present(const Item& item, F&& f) {
    if (!is_closure(item.kind)) return f(item);
    with_value(item, [&](const Item& value) {
        if (value.kind != Kind::none) f(value);
    });
}

// All classes in one attribute, where the first of them stands.
void append_classes(std::string& out, const Item* item, const Item* end) {
    bool any = false;
    const auto separate = [&] { out += std::exchange(any, true) ? " " : " class=\""; };
    for (; item != end; ++item) {
        if (!(item->rules & name_rules::cls)) continue;
        with_present(*item, [&](const Item& value) {
            if (item->rules & name_rules::toggle) {
                if (!value.natural) return;
                separate();
                append_attribute(out, item->attribute());
            } else if (value.kind != Kind::flag) {
                separate();
                append_value(out, value);
            }
        });
    }
    if (any) out += '"';
}

void append_styles(std::string& out, const Item* item, const Item* end) {
    bool any = false;
    for (; item != end; ++item) {
        if (!(item->rules & name_rules::style)) continue;
        with_present(*item, [&](const Item& value) {
            std::string text;
            append_raw(text, value);
            if (value.kind == Kind::flag || !is_safe_style(text)) return;
            out += std::exchange(any, true) ? ";" : " style=\"";
            out += item->attribute();
            out += ':';
            append_attribute(out, text);
        });
    }
    if (any) out += '"';
}

void append_named(std::string& out, const Item& item, const Item& value) {
    const bool named_true = item.rules & (name_rules::data | name_rules::aria);
    if (value.kind == Kind::flag && !named_true && !value.natural) return;
    out += ' ';
    if (item.rules & name_rules::data) out += "data-";
    if (item.rules & name_rules::aria) out += "aria-";
    out += item.attribute();
    if (value.kind == Kind::flag && !named_true) return;
    out += "=\"";
    const bool refused = is_closure(item.kind) && (item.rules & name_rules::url) && value.kind == Kind::text &&
                         !(value.flags & flags::trusted_url) && !is_safe_url(value.text());
    if (refused) out += '#';
    else append_value(out, value);
    out += '"';
}

// bind::value and its like: as the attribute that a browser starts from. A textarea's and a select's are children.
void append_bound(std::string& out, const Node& node, const Item& item) {
    if (node.name() == "textarea" || node.name() == "select") return;
    with_value(item, [&](const Item& value) {
        if (item.attribute() == "group") {
            std::string own;
            if (attribute_value(own, node, "value") && own == value.text()) out += " checked";
        } else {
            append_named(out, item, value);
        }
    });
}

}  // namespace

bool append_scalar(std::string& out, const Item& item) {
    switch (item.kind) {
        case Kind::integer: append_number(out, item.integer); return true;
        case Kind::natural: append_number(out, item.natural); return true;
        case Kind::real: append_real(out, item.real); return true;
        case Kind::code_point: append_code_point(out, item.natural); return true;
        default: return false;
    }
}

void append_attributes(std::string& out, const Node& node) {
    const Item* const end = node.items() + node.attributes;
    bool classes = false, styles = false;
    for (const Item* item = node.items(); item != end; ++item) {
        if (item->rules & name_rules::cls) {
            if (!std::exchange(classes, true)) append_classes(out, item, end);
        } else if (item->rules & name_rules::style) {
            if (!std::exchange(styles, true)) append_styles(out, item, end);
        } else if (item->kind == Kind::bound) {
            append_bound(out, node, *item);
        } else if (item->kind != Kind::handler && item->kind != Kind::ref && !(item->rules & name_rules::property)) {
            with_present(*item, [&](const Item& value) { append_named(out, *item, value); });
        }
    }
}

bool attribute_value(std::string& out, const Node& node, std::string_view name) {
    const Item* const end = node.items() + node.attributes;
    for (const Item* item = node.items(); item != end; ++item) {
        if (item->attribute() != name || item->rules || (is_closure(item->kind) && item->kind != Kind::value)) continue;
        with_present(*item, [&](const Item& value) { append_raw(out, value); });
        return true;
    }
    return false;
}

bool bound_value(std::string& out, const Node& node) {
    const Item* const end = node.items() + node.attributes;
    for (const Item* item = node.items(); item != end; ++item) {
        if (item->kind != Kind::bound || item->attribute() != "value") continue;
        with_value(*item, [&](const Item& value) { append_raw(out, value); });
        return true;
    }
    return false;
}

void append_computed_text(std::string& out, const Item& item) {
    with_value(item, [&](const Item& value) {
        if (value.kind == Kind::text) append_text(out, value.text());
        else append_scalar(out, value);
    });
}

}  // namespace kaon::inline v0::ui
