// Reading: a way through a batch that fails readably where words, text, names or nodes are not there.
#pragma once

#include <cstdint>
#include <string>

#include "kaon/ui/dom/testing/state.hpp"
#include "kaon/ui/dom/testing/utf16.hpp"

namespace kaon::inline v0::dom::testing {

class Reading {
public:
    Reading(State& state, const std::uint32_t* words, std::uint32_t count, const UnitText& text)
        : state_(state), words_(words), count_(count), text_(text) {}

    bool more() const { return at_ < count_; }
    Op operation();
    std::uint32_t word();
    double real();
    std::string real_text();  // as JavaScript writes it
    std::string text();
    const std::string& name();
    const std::string& name_of(std::uint32_t number);
    // A node; handle 0 is the one under construction. node_or_none: it is null.
    Node& node();
    Node* node_or_none();
    Node& element();
    // From the snapshot.
    Node& counted();
    void set_handle(std::uint32_t handle, Node* node);
    [[noreturn]] void broken(const std::string& why) const;

private:
    State& state_;
    const std::uint32_t* words_;
    std::uint32_t count_;
    std::uint32_t at_ = 0, start_ = 0, operations_ = 0;
    const UnitText& text_;
};

}  // namespace kaon::inline v0::dom::testing
