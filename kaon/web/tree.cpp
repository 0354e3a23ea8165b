// Builds the tree and walks it.
#include "kaon/web/tree.hpp"

#include <algorithm>
#include <cstring>
#include <memory>

#include "kaon/http/uri.hpp"

namespace kaon::inline v0::web {

namespace {

bool before(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return a.size() < b.size();
    return std::memcmp(a.data(), b.data(), a.size()) < 0;
}

}  // namespace

struct Tree::Walk {
    Captures& captures;
    std::string_view text;  // the path, decoded, without its first slash
    std::size_t count = 0;
    bool encoded = false;
    std::uint32_t begins[max_segments];  // left unset: most paths have few
    std::uint32_t ends[max_segments];

    explicit Walk(Captures& c) : captures(c) {}
    void add(std::size_t begin, std::size_t end) {
        begins[count] = static_cast<std::uint32_t>(begin);
        ends[count++] = static_cast<std::uint32_t>(end);
    }
    std::string_view segment(std::size_t i) const { return {text.data() + begins[i], ends[i] - begins[i]}; }
    bool split(std::string_view path);
    bool decode(std::string_view path);
};

// One look at each byte: paths are short, and searching costs a call per segment. False above the limit.
bool Tree::Walk::split(std::string_view path) {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (path[i] == '%') encoded = true;
        if (path[i] != '/') continue;
        if (count == max_segments - 1) return false;
        add(begin, i);
        begin = i + 1;
    }
    add(begin, path.size());
    text = path;
    return true;
}

// Segment by segment, so that an encoded slash parts nothing.
bool Tree::Walk::decode(std::string_view path) {
    captures.decoded = std::make_unique<std::string>();
    std::string& decoded = *captures.decoded;
    std::string plain;
    for (std::size_t i = 0; i < count; ++i) {
        if (!http::decode_segment(path.substr(begins[i], ends[i] - begins[i]), plain)) return false;
        if (i > 0) decoded += '/';
        begins[i] = static_cast<std::uint32_t>(decoded.size());
        decoded += plain;
        ends[i] = static_cast<std::uint32_t>(decoded.size());
    }
    text = decoded;
    return true;
}

// Halves what is long, then looks at what is left: comparing sizes first spares most comparisons of bytes.
std::uint32_t Tree::literal(std::uint32_t node, std::string_view text) const {
    const std::vector<Child>& all = nodes_[node].literals;
    const Child* first = all.data();
    std::size_t count = all.size();
    while (count > 4) {
        const std::size_t half = count / 2;
        if (before(first[half].text, text)) {
            first += half + 1;
            count -= half + 1;
        } else {
            count = half + 1;
        }
    }
    for (; count > 0; ++first, --count) {
        if (first->text == text) return first->node;
    }
    return none;
}

std::uint32_t Tree::child(std::uint32_t node, std::string_view segment) {
    const auto fresh = [this] {
        nodes_.emplace_back();
        return static_cast<std::uint32_t>(nodes_.size() - 1);
    };
    if (segment.starts_with('{')) {
        if (nodes_[node].capture == none) {
            const std::uint32_t made = fresh();
            nodes_[node].capture = made;
        }
        return nodes_[node].capture;
    }
    if (const std::uint32_t there = literal(node, segment); there != none) return there;
    const std::uint32_t made = fresh();
    auto& all = nodes_[node].literals;
    const auto at = std::find_if(all.begin(), all.end(), [&](const Child& c) { return !before(c.text, segment); });
    all.insert(at, Child{std::string(segment), made});
    return made;
}

std::uint32_t Tree::add(std::string_view pattern, std::uint32_t value) {
    literal_paths_.add(pattern, value);
    pattern.remove_prefix(1);
    std::uint32_t node = 0;
    for (;;) {
        const std::size_t end = std::min(pattern.find('/'), pattern.size());
        const std::string_view segment = pattern.substr(0, end);
        std::uint32_t* slot = nullptr;
        if (segment.starts_with("{*")) {
            slot = &nodes_[node].rest;
        } else {
            node = child(node, segment);
            if (end == pattern.size()) slot = &nodes_[node].value;
        }
        if (slot) {
            if (*slot == none) *slot = value;
            return *slot;
        }
        pattern.remove_prefix(end + 1);
    }
}

std::uint32_t Tree::walk(Walk& w, std::uint32_t index, std::size_t segment) const {
    const Node& node = nodes_[index];
    if (segment == w.count) return node.value;
    const std::string_view text = w.segment(segment);
    if (const std::uint32_t next = literal(index, text); next != none) {
        if (const std::uint32_t value = walk(w, next, segment + 1); value != none) return value;
    }
    const std::size_t captured = w.captures.count;
    if (node.capture != none && !text.empty() && captured < max_captures) {
        w.captures.add(text);
        if (const std::uint32_t value = walk(w, node.capture, segment + 1); value != none) return value;
        w.captures.count = captured;
    }
    if (node.rest != none && captured < max_captures) {
        const std::string_view rest = w.text.substr(w.begins[segment]);
        if (!rest.empty()) {
            w.captures.add(rest);
            return node.rest;
        }
    }
    return none;
}

Tree::Found Tree::walk_to(std::string_view path, Captures& captures) const {
    if (path.empty() || path[0] != '/') return {Found::no_route};
    path.remove_prefix(1);
    Walk w(captures);
    if (!w.split(path)) return {Found::no_route};
    if (w.encoded && !w.decode(path)) return {Found::bad_encoding};
    const std::uint32_t value = walk(w, 0, 0);
    return {value == none ? Found::no_route : Found::matched, value};
}

}  // namespace kaon::inline v0::web
