// Builds the tree and walks it.
#include "kaon/web/tree.hpp"

#include <algorithm>
#include <cstring>

#include "kaon/http/uri.hpp"

namespace kaon::web {

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
    std::uint32_t begins[max_segments];  // left unset: most paths have few
    std::uint32_t ends[max_segments];

    explicit Walk(Captures& c) : captures(c) {}
    void add(std::size_t begin, std::size_t end) {
        begins[count] = static_cast<std::uint32_t>(begin);
        ends[count++] = static_cast<std::uint32_t>(end);
    }
    std::string_view segment(std::size_t i) const { return {text.data() + begins[i], ends[i] - begins[i]}; }
};

std::uint32_t Tree::literal(std::uint32_t node, std::string_view text) const {
    const std::vector<Child>& all = nodes_[node].literals;
    const Child* first = all.data();
    std::size_t count = all.size();
    while (count > 0) {  // std::lower_bound, without the calls
        const std::size_t half = count / 2;
        if (before(first[half].text, text)) {
            first += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return first != all.data() + all.size() && first->text == text ? first->node : none;
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
        w.captures.at[w.captures.count++] = text;
        if (const std::uint32_t value = walk(w, node.capture, segment + 1); value != none) return value;
        w.captures.count = captured;
    }
    if (node.rest != none && captured < max_captures) {
        const std::string_view rest = w.text.substr(w.begins[segment]);
        if (!rest.empty()) {
            w.captures.at[w.captures.count++] = rest;
            return node.rest;
        }
    }
    return none;
}

Tree::Found Tree::find(std::string_view path, Captures& captures) const {
    captures.count = 0;
    if (path.empty() || path[0] != '/') return {Found::no_route};
    path.remove_prefix(1);
    Walk w(captures);
    const bool plain = std::memchr(path.data(), '%', path.size()) == nullptr;
    std::string& decoded = captures.decoded;
    std::string segment;
    decoded.clear();
    for (std::size_t at = 0;;) {
        if (w.count == max_segments) return {Found::no_route};
        const std::size_t end = std::min(path.find('/', at), path.size());
        if (plain) {
            w.add(at, end);
        } else {  // segment by segment, so that an encoded slash parts nothing
            const std::size_t begin = decoded.size();
            if (!http::decode_segment(path.substr(at, end - at), segment)) return {Found::bad_encoding};
            decoded += segment;
            w.add(begin, decoded.size());
            if (end < path.size()) decoded += '/';
        }
        if (end == path.size()) break;
        at = end + 1;
    }
    w.text = plain ? path : std::string_view(decoded);
    const std::uint32_t value = walk(w, 0, 0);
    return {value == none ? Found::no_route : Found::matched, value};
}

}  // namespace kaon::web
