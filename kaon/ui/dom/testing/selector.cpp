// Reading selectors, and matching them from the right to the left.
#include "kaon/ui/dom/testing/selector.hpp"

#include <algorithm>

#include "kaon/ui/dom/testing/failure.hpp"
#include "kaon/ui/dom/testing/token_list.hpp"

namespace kaon::inline v0::dom::testing {

namespace {

struct Condition {
    enum class Kind : unsigned char { tag, id, word, present, equal } kind;
    std::string name, value;
};
struct Compound {
    std::vector<Condition> conditions;
    bool child = false;  // of what stands before it, not only inside
};

class Reader {
public:
    explicit Reader(std::string_view text) : whole_(text), rest_(text) {}

    std::vector<Compound> read() {
        std::vector<Compound> all;
        bool child = false;
        while (skip_space(), !rest_.empty()) {
            if (rest_[0] == '>') {
                if (child || all.empty()) wrong();
                child = true;
                rest_.remove_prefix(1);
                continue;
            }
            all.push_back({compound(), child});
            child = false;
        }
        if (child || all.empty()) wrong();
        return all;
    }

private:
    [[noreturn]] void wrong() {
        fail("the selector \"" + std::string(whole_) + "\" is none that tests know (kaon/ui/dom/testing/selector.hpp)");
    }
    void skip_space() { rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size())); }
    std::string until(std::string_view ends) {
        const std::size_t end = std::min(rest_.find_first_of(ends), rest_.size());
        if (end == 0) wrong();
        std::string word(rest_.substr(0, end));
        rest_.remove_prefix(end);
        return word;
    }

    std::vector<Condition> compound() {
        std::vector<Condition> all;
        while (!rest_.empty() && rest_[0] != ' ' && rest_[0] != '>') {
            const char c = rest_[0];
            if (c != '#' && c != '.' && c != '[') {
                if (!all.empty()) wrong();
                all.push_back({Condition::Kind::tag, until(" >#.[:+~,*]"), {}});
                continue;
            }
            rest_.remove_prefix(1);
            if (c == '[') all.push_back(bracket());
            else all.push_back({c == '#' ? Condition::Kind::id : Condition::Kind::word, until(" >#.[:+~,*]"), {}});
        }
        return all;
    }

    Condition bracket() {
        Condition one{Condition::Kind::present, until("=]"), {}};
        if (rest_.starts_with('=')) {
            rest_.remove_prefix(1);
            one.kind = Condition::Kind::equal;
            const bool quoted = rest_.starts_with('"') || rest_.starts_with('\'');
            const std::string_view close = quoted ? rest_.substr(0, 1) : std::string_view("]");
            if (quoted) rest_.remove_prefix(1);
            if (!rest_.starts_with(close)) one.value = until(close);
            if (quoted && !rest_.empty()) rest_.remove_prefix(1);
        }
        if (!rest_.starts_with(']')) wrong();
        rest_.remove_prefix(1);
        return one;
    }

    std::string_view whole_, rest_;
};

bool holds(const Node& node, const Condition& one) {
    switch (one.kind) {
        case Condition::Kind::tag: return node.is(one.name);
        case Condition::Kind::id: return node.attribute("id") && *node.attribute("id") == one.name;
        case Condition::Kind::word: return has_class(node, one.name);
        case Condition::Kind::present: return node.attribute(one.name) != nullptr;
        case Condition::Kind::equal: return node.attribute(one.name) && *node.attribute(one.name) == one.value;
    }
    return false;
}

bool fits(const Node& node, const Compound& compound) {
    return node.kind == NodeKind::element &&
           std::ranges::all_of(compound.conditions, [&](const Condition& one) { return holds(node, one); });
}

// Do the ancestors of `node` fit all but the last `done` compounds?
bool ancestors_fit(const Node& node, const std::vector<Compound>& all, std::size_t done) {
    if (done == all.size()) return true;
    const Compound& wanted = all[all.size() - done - 1];
    const bool child = all[all.size() - done].child;
    for (const Node* outer = node.parent; outer; outer = outer->parent) {
        if (fits(*outer, wanted) && ancestors_fit(*outer, all, done + 1)) return true;
        if (child) return false;
    }
    return false;
}

}  // namespace

std::vector<Node*> select(Node& top, std::string_view selector) {
    const std::vector<Compound> all = Reader(selector).read();
    std::vector<Node*> found;
    for (Node* node = &top; node; node = node->after(top)) {
        if (fits(*node, all.back()) && ancestors_fit(*node, all, 1)) found.push_back(node);
    }
    return found;
}

}  // namespace kaon::inline v0::dom::testing
