// Reading a snapshot's tokens.
#include "kaon/ui/dom/snapshot.hpp"

#include <utility>

namespace kaon::inline v0::dom {

Snapshot::Snapshot(std::string tokens) : tokens_(std::move(tokens)) { read(); }

Snapshot::~Snapshot() {
    nodes_.release();
    attributes_.release();
}

std::uint32_t Snapshot::add(Snap::Kind kind, std::string_view text) {
    const std::uint32_t index = nodes_.size();
    nodes_.push({.kind = kind,
                 .dirty = Snap::Dirty::clean,
                 .parent = open_,
                 .first_child = no_node,
                 .next = no_node,
                 .first_attribute = attributes_.size(),
                 .attributes = 0,
                 .chars = text.data(),
                 .size = static_cast<std::uint32_t>(text.size()),
                 .value = nullptr,
                 .value_size = 0});
    if (last_ != no_node) nodes_[last_].next = index;
    else if (open_ != no_node) nodes_[open_].first_child = index;
    last_ = index;
    return index;
}

void Snapshot::read() {
    std::string_view rest = tokens_;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\0');
        const std::string_view token = rest.substr(0, end);
        rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
        if (token.empty()) return;
        const std::string_view text = token.substr(1);
        const bool in_element = open_ != no_node;
        switch (token[0]) {
            case '<':
                open_ = add(Snap::Kind::element, text);
                last_ = no_node;
                break;
            case '@':
                if (!in_element) return;
                attributes_.push({text.data(), static_cast<std::uint32_t>(text.size()), nullptr, 0});
                ++nodes_[open_].attributes;
                break;
            case '=': {
                if (!in_element || !nodes_[open_].attributes) return;
                Attribute& attribute = attributes_[attributes_.size() - 1];
                attribute.value = text.data();
                attribute.value_size = static_cast<std::uint32_t>(text.size());
                break;
            }
            case 'V':
                if (!in_element) return;
                nodes_[open_].dirty = Snap::Dirty::value;
                nodes_[open_].value = text.data();
                nodes_[open_].value_size = static_cast<std::uint32_t>(text.size());
                break;
            case 'C':
                if (!in_element) return;
                nodes_[open_].dirty = text == "1" ? Snap::Dirty::checked : Snap::Dirty::unchecked;
                break;
            case 'T': add(Snap::Kind::text, text); break;
            case '!': add(Snap::Kind::comment, {}); break;
            case '>':
                if (!in_element) return;
                last_ = open_;
                open_ = nodes_[open_].parent;
                break;
            default: return;
        }
    }
}

std::string_view Snapshot::attribute(std::uint32_t index, std::string_view name, bool& present) const {
    const Snap& node = nodes_[index];
    for (std::uint32_t i = 0; i < node.attributes; ++i) {
        const Attribute& attribute = attributes_[node.first_attribute + i];
        if (std::string_view(attribute.name, attribute.name_size) != name) continue;
        present = true;
        return {attribute.value, attribute.value_size};
    }
    present = false;
    return {};
}

std::uint32_t Snapshot::split(std::uint32_t index, std::uint32_t bytes) {
    const std::uint32_t second = nodes_.size();
    Snap part = nodes_[index];
    part.chars += bytes;
    part.size -= bytes;
    nodes_.push(part);
    nodes_[index].size = bytes;
    nodes_[index].next = second;
    return second;
}

}  // namespace kaon::inline v0::dom
