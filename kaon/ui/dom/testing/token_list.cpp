// https://dom.spec.whatwg.org/#interface-domtokenlist and
// https://drafts.csswg.org/cssom/#the-cssstyledeclaration-interface
#include "kaon/ui/dom/testing/token_list.hpp"

#include <algorithm>

namespace kaon::inline v0::dom::testing {

namespace {

constexpr std::string_view space = " \t\n\f\r";

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(space);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(space) - first + 1);
}

std::vector<std::string> classes_of(const Node& node) {
    std::vector<std::string> words;
    for (std::string& word : words_of(node.attribute_or_empty("class"))) {
        if (std::ranges::find(words, word) == words.end()) words.push_back(std::move(word));
    }
    return words;
}

// No attribute stays none as long as there is nothing to say.
void write_classes(Node& node, const std::vector<std::string>& words) {
    if (words.empty() && !node.attribute("class")) return;
    std::string text;
    for (const std::string& word : words) (text += text.empty() ? "" : " ") += word;
    node.set_attribute("class", text);
}

std::vector<Attribute> styles_of(const Node& node) {
    std::vector<Attribute> styles;
    const std::string whole = node.attribute_or_empty("style");
    std::string_view text = whole;
    while (!text.empty()) {
        // A ";" inside quotes or parentheses ends nothing.
        std::size_t end = 0;
        char quote = 0;
        int depth = 0;
        for (; end < text.size() && (quote || depth > 0 || text[end] != ';'); ++end) {
            const char c = text[end];
            if (quote) quote = c == quote ? '\0' : quote;
            else if (c == '"' || c == '\'') quote = c;
            else depth += (c == '(') - (c == ')');
        }
        const std::string_view one = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::size_t colon = one.find(':');
        if (colon == std::string_view::npos) continue;
        styles.push_back({std::string(trimmed(one.substr(0, colon))), std::string(trimmed(one.substr(colon + 1)))});
    }
    return styles;
}

void write_styles(Node& node, const std::vector<Attribute>& styles) {
    std::string text;
    for (const Attribute& one : styles) {
        if (!text.empty()) text += ' ';
        (((text += one.name) += ": ") += one.value) += ';';
    }
    node.set_attribute("style", text);
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    while (true) {
        const std::size_t first = text.find_first_not_of(space);
        if (first == std::string_view::npos) return words;
        text.remove_prefix(first);
        const std::size_t end = std::min(text.find_first_of(space), text.size());
        words.emplace_back(text.substr(0, end));
        text.remove_prefix(end);
    }
}

bool has_class(const Node& node, std::string_view word) { return std::ranges::count(classes_of(node), word) > 0; }

void add_classes(Node& node, const std::vector<std::string>& words) {
    std::vector<std::string> all = classes_of(node);
    for (const std::string& word : words) {
        if (std::ranges::find(all, word) == all.end()) all.push_back(word);
    }
    write_classes(node, all);
}

void remove_classes(Node& node, const std::vector<std::string>& words) {
    std::vector<std::string> all = classes_of(node);
    std::erase_if(all, [&](const std::string& word) { return std::ranges::find(words, word) != words.end(); });
    write_classes(node, all);
}

void set_style(Node& node, std::string_view name, std::string_view value) {
    const std::string_view wanted = trimmed(value);
    if (wanted.empty()) return remove_style(node, name);
    std::vector<Attribute> styles = styles_of(node);
    const auto found = std::ranges::find(styles, name, &Attribute::name);
    if (found != styles.end()) found->value = wanted;
    else styles.push_back({std::string(name), std::string(wanted)});
    write_styles(node, styles);
}

void remove_style(Node& node, std::string_view name) {
    std::vector<Attribute> styles = styles_of(node);
    if (std::erase_if(styles, [&](const Attribute& one) { return one.name == name; })) write_styles(node, styles);
}

}  // namespace kaon::inline v0::dom::testing
