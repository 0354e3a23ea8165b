// Plans made into views.
#include "kaon/ui/dom/testing/random_view.hpp"

#include <iterator>
#include <span>
#include <utility>

#include "kaon/ui/bind.hpp"
#include "kaon/ui/dom/testing/random_tags.hpp"
#include "kaon/ui/events.hpp"
#include "kaon/ui/ui.hpp"

namespace kaon::inline v0::dom::testing {

namespace {

using ui::Arg, ui::Attr, ui::Value;

constexpr Arg literals[] = {"literal", " ", "", "\n\n", "Жук", "<&>\"'", "a\r\nb", "9", "</textarea>&amp;", ".5", "z"};
constexpr unsigned literal_count = std::size(literals);

View views_of(std::span<const Spec> specs, World& world, int row, bool as_list = false);

// What every closure of a view knows; trivially copyable ones would not show whether they are ended.
struct Context {
    World* world;
    const Spec* spec;
    int row;
    std::shared_ptr<int> token = world->token;

    unsigned which() const { return spec->which; }
    World::Signals& signals() const { return *world->signals; }
    int number() const { return signals().numbers[which() % 2](); }
    bool flag() const { return signals().flags[which() % 3](); }
};
struct TextOf : Context {
    std::string operator()() const { return signals().texts[which() % 3](); }
};
struct NumberOf : Context {
    int operator()() const { return number(); }
};
struct RealOf : Context {
    double operator()() const { return signals().real(); }
};
struct FlagOf : Context {
    bool operator()() const { return flag(); }
};
struct OptionalOf : Context {
    std::optional<std::string> operator()() const {
        return flag() ? std::optional(signals().texts[which() % 3]()) : std::nullopt;
    }
};
struct UrlOf : Context {
    std::string operator()() const { return flag() ? "javascript:alert(1)" : "/a?b=" + std::to_string(number()); }
};
struct WordsOf : Context {
    std::string operator()() const { return number() % 2 ? "odd n" + std::to_string(number()) : "  even "; }
};
// One of the children, by a number.
struct ViewOf : Context {
    View operator()() const {
        const auto index = static_cast<std::size_t>(number() + 4);
        on_cleanup([kept = token] {});
        if (spec->children.empty()) return {};
        return views_of({&spec->children[index % spec->children.size()], 1}, *world, row);
    }
};
struct Then : Context {
    View operator()() const { return views_of(spec->children, *world, row); }
};
struct Otherwise : Context {
    View operator()() const {
        if (which() % 2 || spec->children.empty()) return {};
        return views_of({&spec->children.back(), 1}, *world, row);
    }
};
struct ListOf : Context {
    const std::vector<int>& operator()() const { return signals().lists[which() % 2](); }
};
struct KeyOf {
    int operator()(int item) const { return item; }
};
struct RowOf : Context {
    View operator()(int item) const {
        if (which() % 3 == 0 && item % 4 == 3) return {};
        Signal<int> own{item};
        (void)own;
        return views_of(spec->children, *world, item);
    }
};
struct Act : Context {
    void operator()() const {
        world->heard += std::to_string(which()) + ":" + std::to_string(row) + " ";
        const unsigned n = which() / 3;
        switch (n % 5) {
            case 0: return signals().numbers[n % 2].update([](int& value) { value = (value + 2) % 5 - 1; });
            case 1: return signals().flags[n % 3].update([](bool& value) { value = !value; });
            case 2: return signals().texts[n % 3].set("clicked " + std::to_string(row));
            case 3: return signals().lists[n % 2].update([&](std::vector<int>& list) { std::erase(list, row); });
            default: return signals().ref.focus();
        }
    }
};

class Maker {
public:
    Maker(World& world, int row) : world_(world), row_(row) {}

    Arg child(const Spec& spec) {
        const Context context{&world_, &spec, row_};
        switch (spec.what) {
            case What::element: return keep(element(spec));
            case What::literal: return literals[spec.which % literal_count];
            case What::text: return spec.text;
            case What::number:
                if (spec.which % 4 == 0) return keep(std::int64_t{-9007199254740993});
                return keep(static_cast<int>(spec.which) - 5);
            // A digit behind a number would be taken for one of its own (hydrate.hpp).
            case What::real: return keep(fragment(static_cast<double>(spec.which) / 3 - 4, ";"));
            case What::character: return spec.which % 2 ? keep_value('<') : keep_value(U'é');
            case What::signal_text: return world_.signals->texts[spec.which % 3];
            case What::computed_number: return keep(NumberOf{context});
            case What::computed_real: return keep(fragment(RealOf{context}, ";"));
            case What::computed_optional: return keep(OptionalOf{context});
            case What::fragment: return keep(views_of(spec.children, world_, row_));
            case What::list: return keep(views_of(spec.children, world_, row_, true));
            case What::computed_view: return keep(ViewOf{context});
            case What::show: return keep(show(FlagOf{context}, Then{context}, Otherwise{context}));
            case What::keyed: return keep(each(ListOf{context}, KeyOf{}, RowOf{context}));
            case What::row_number: return keep(row_);
        }
        return {};
    }

private:
    // Arguments borrow.
    template <class T>
    const T& keep(T value) {
        auto kept = std::make_shared<T>(std::move(value));
        kept_.push_back(kept);
        return *kept;
    }
    Arg keep_value(auto value) { return Arg::of(Value(value).item()); }

    View element(const Spec& spec) {
        const RandomTag& tag = tag_at(spec.which);
        Arg all[most_attributes + 2];
        const Context context{&world_, &spec, row_};
        unsigned count = 0;
        for (const unsigned kind : spec.attributes) {
            if (count + 2 < most_attributes) add(all, count, kind, context);
        }
        all[most_attributes] = bound(tag, context);
        if (!spec.children.empty()) all[most_attributes + 1] = keep(views_of(spec.children, world_, row_));
        if (tag.inside == Within::one_text) all[most_attributes + 1] = child(spec.children[0]);
        return tag.make(all);
    }

    Arg bound(const RandomTag& tag, const Context& context) {
        World::Signals& signals = *world_.signals;
        switch (tag.bound) {
            case RandomTag::Bound::no: return {};
            case RandomTag::Bound::value: return bind::value(signals.texts[context.spec->text.size() % 3]);
            case RandomTag::Bound::choice: return bind::value(signals.choice);
            case RandomTag::Bound::checked: return bind::checked(signals.flags[context.spec->text.size() % 3]);
            case RandomTag::Bound::group: return bind::group(signals.choice);
        }
        return {};
    }

    void add(Arg* all, unsigned& at, unsigned kind, const Context& c) {
        using namespace html;
        const std::string& text = c.spec->text;
        const auto put = [&](const Attr& attribute) { all[at++] = attribute; };
        if (kind == 0) {
            put(attr("data-k", "c"));
            put(on::click(keep(Act{c})));
            return;
        }
        switch (kind) {
            case 1: return put(data("literal", "l<&\"'\r\n"));
            case 2: return put(data("text", text));
            case 3: return put(data("number", static_cast<int>(text.size()) - 3));
            case 4: return put(data("real", 1.0 / 3));
            case 5: return put(data("flag", text.size() % 2 == 0));
            case 6: return put(aria("label", keep(TextOf{c})));
            case 7: return put(aria("hidden", keep(FlagOf{c})));
            case 8: return put(hidden(text.size() % 2 == 0));
            case 9: return put(attr("inert", keep(FlagOf{c})));
            case 10: return put(attr("lang", keep(OptionalOf{c})));
            case 11: return put(attr("dir", keep(std::optional<std::string>(text))));
            case 12: return put(attr(std::string_view("data-run-time"), text));
            case 13: return put(attr("accesskey", U'é'));
            case 14: return put(attr("data-n", keep(NumberOf{c})));
            case 15: return put(attr("data-r", keep(RealOf{c})));
            case 16: return put(href(keep(UrlOf{c})));
            case 17: return put(src(keep(text + ":x")));
            case 18: return put(cite("javascript:x"));
            case 19: return put(cls("one two"));
            case 20: return put(cls(std::string_view(" three  four")));
            case 21: return put(cls("five six", keep(FlagOf{c})));
            case 22: return put(cls(keep(WordsOf{c})));
            case 23: return put(cls(std::string_view("seven"), keep(FlagOf{c})));
            case 24: return put(html::style("color", "red"));
            case 25: return put(html::style("--text", text));
            case 26: return put(html::style("order", 3));
            case 27: return put(html::style("opacity", 0.25));
            case 28: return put(html::style("width", keep(NumberOf{c})));
            case 29: return put(html::style("height", keep(OptionalOf{c})));
            case 30: return put(row_ < 0 ? ref(world_.signals->ref) : Attr());
            default: return put(attr("data-empty", ""));
        }
    }
    static Attr cite(const Value& value) { return html::attr("cite", value); }

    World& world_;
    int row_;
    std::vector<std::shared_ptr<void>> kept_;
};

View views_of(std::span<const Spec> specs, World& world, int row, bool as_list) {
    ViewList list;
    Maker maker(world, row);
    if (as_list) {
        for (const Spec& spec : specs) list.add(maker.child(spec));
        return list.view();
    }
    std::vector<Arg> all;
    for (const Spec& spec : specs) all.push_back(maker.child(spec));
    if (all.size() == 1 && specs[0].which % 2 == 0 && !all[0].item().is_attribute()) {
        // A single view stands for itself, without a fragment around it.
        if (all[0].item().kind == ui::Kind::node) {
            ui::detail::hold(all[0].item().node);
            return View::adopt(all[0].item().node);
        }
    }
    return ui::detail::record_all(all.data(), all.size());
}

}  // namespace

View plan_view(const Plan& plan, World& world) { return views_of(plan.top.children, world, -1); }

World::Signals::Signals(const Values& v)
    : texts{Signal(v.texts[0]), Signal(v.texts[1]), Signal(v.texts[2])}, choice(v.choice),
      numbers{Signal(v.numbers[0]), Signal(v.numbers[1])},
      flags{Signal(v.flags[0]), Signal(v.flags[1]), Signal(v.flags[2])}, real(v.real),
      lists{Signal(v.lists[0]), Signal(v.lists[1])} {}

Values World::now() const {
    Values values;
    const Signals& s = *signals;
    for (unsigned i = 0; i < 3; ++i) values.texts[i] = s.texts[i].peek();
    values.choice = s.choice.peek();
    for (unsigned i = 0; i < 2; ++i) values.numbers[i] = s.numbers[i].peek();
    for (unsigned i = 0; i < 3; ++i) values.flags[i] = s.flags[i].peek();
    values.real = s.real.peek();
    for (unsigned i = 0; i < 2; ++i) values.lists[i] = s.lists[i].peek();
    return values;
}

void World::take(const Happening& step) {
    const Signals& s = *signals;
    switch (step.kind) {
        case Happening::Kind::text: return s.texts[step.which % 3].set(step.text);
        case Happening::Kind::choice: return s.choice.set(step.text);
        case Happening::Kind::number: return s.numbers[step.which % 2].set(static_cast<int>(step.which % 5) - 1);
        case Happening::Kind::flag: return s.flags[step.which % 3].update([](bool& on) { on = !on; });
        case Happening::Kind::real: return s.real.set(step.real);
        case Happening::Kind::list: return s.lists[step.which % 2].set(step.items);
        default: return;
    }
}

}  // namespace kaon::inline v0::dom::testing
