// The page writes HTML in one form: every attribute quoted, every "<" in a text escaped.
#include "kaon/ui/dom/testing/canonical.hpp"

#include <algorithm>
#include <vector>

#include "kaon/ui/dom/testing/token_list.hpp"
#include "kaon/ui/dom/testing/write_html.hpp"

namespace kaon::inline v0::dom::testing {

namespace {

class Cleaning {
public:
    Cleaning(std::string_view html, Detail detail) : rest_(html), structure_(detail == Detail::structure) {}

    std::string run() {
        while (!rest_.empty()) {
            if (rest_.starts_with("<!--")) skip("-->");
            else if (rest_.starts_with("</")) end_tag(until(">"));
            else if (rest_.starts_with("<")) tag();
            else text();
        }
        end_text();
        return out_;
    }

private:
    std::string until(std::string_view end) {
        const std::size_t at = rest_.find(end);
        const std::string all(rest_.substr(0, at == rest_.npos ? at : at + end.size()));
        rest_.remove_prefix(all.size());
        return all;
    }
    void skip(std::string_view end) { (void)until(end); }

    void text() {
        const std::size_t end = std::min(rest_.find('<'), rest_.size());
        if (!hidden_) text_ += rest_.substr(0, end);
        rest_.remove_prefix(end);
    }
    // Texts on both sides of a comment are one.
    void end_text() {
        if (structure_) std::erase_if(text_, [](char c) { return std::string_view(" \t\r\n\f").contains(c); });
        out_ += text_;
        text_.clear();
    }

    bool is_foreign(std::string_view name) const {
        if (!structure_) return false;
        return name.find('-') != name.npos || name == "script" || name == "style" || name == "link" || name == "iframe";
    }

    void end_tag(std::string_view tag) {
        const std::string_view name = tag.substr(2, tag.size() - 3);
        if (hidden_) {
            if (name == hiding_) --hidden_;
            return;
        }
        end_text();
        out_ += tag;
    }

    void tag() {
        const std::size_t end = rest_.find_first_of(" >");
        const std::string name(rest_.substr(1, end - 1));
        rest_.remove_prefix(end);
        std::vector<std::string> attributes;
        while (rest_.starts_with(" ")) {
            rest_.remove_prefix(1);
            std::string attribute = until("=\"");
            attribute.resize(attribute.size() - 2);
            std::string value = until("\"");
            value.pop_back();
            add(attributes, name, attribute, value);
        }
        rest_.remove_prefix(1);
        // What is in these is no HTML.
        if (structure_ && (is_raw(name) || is_escapable_raw(name))) skip("</" + name + ">");
        if (structure_ && is_raw(name)) return;
        if (hidden_) return void(hidden_ += name == hiding_ && !is_void(name));
        if (is_foreign(name)) {
            if (name == "link") return;
            hiding_ = name;
            hidden_ = 1;
            return;
        }
        end_text();
        out_ += '<' + name;
        std::ranges::sort(attributes);
        for (const std::string& one : attributes) out_ += ' ' + one;
        out_ += '>';
        if (name != "textarea") return;
        if (!structure_) skip("</textarea>");
        out_ += "</textarea>";
    }

    void add(std::vector<std::string>& all, std::string_view tag, std::string& name, std::string& value) const {
        if (structure_ || (tag == "input" && (name == "value" || name == "checked"))) return;
        if (tag == "option" && name == "selected") return;
        if (name == "class" || name == "style") {
            std::vector<std::string> parts = words_of(name == "class" ? value : spaced(value));
            if (name == "class") std::ranges::sort(parts);
            if (parts.empty()) return;
            value.clear();
            for (const std::string& part : parts) value += part + ' ';
        }
        all.push_back(name + "=\"" + value + '"');
    }
    static std::string spaced(std::string_view html) {
        std::string plain(html);
        for (std::size_t at; (at = plain.find("&nbsp;")) != plain.npos;) plain.replace(at, 6, "\u00A0");
        std::string_view value = plain;
        std::vector<std::string> styles;
        while (!value.empty()) {
            const std::size_t end = std::min(value.find(';'), value.size());
            std::string one;
            for (const std::string& word : words_of(value.substr(0, end))) one += word;
            if (!one.empty() && !one.ends_with(':')) styles.push_back(one);
            value.remove_prefix(std::min(end + 1, value.size()));
        }
        std::ranges::sort(styles);
        std::string all;
        for (const std::string& one : styles) all += one + ' ';
        return all;
    }

    std::string_view rest_;
    std::string out_, text_, hiding_;
    bool structure_;
    int hidden_ = 0;
};

}  // namespace

std::string canonical(std::string_view html, Detail detail) { return Cleaning(html, detail).run(); }

std::string fields(TestPage& page) {
    std::string all;
    for (const char* const tag : {"input", "textarea", "select"}) {
        for (const Element& field : page.find_all(tag)) {
            const std::string type = field.attribute("type");
            all += std::string(tag) + '=';
            if (type == "checkbox" || type == "radio") all += field.checked() ? "on" : "off";
            else all += field.value();
            all += '\n';
        }
    }
    return all;
}

}  // namespace kaon::inline v0::dom::testing
