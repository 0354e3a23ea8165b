// ReadSignal: the half of a Signal, SharedSignal or Memo that reads, without saying which it is.
//
//   View badge(ReadSignal<int> unread);       // takes any of the three
//   badge(count);  badge(Memo{[=] { return mails().size(); }});
//
// A Copy like a Signal. It keeps nothing alive: after the end of the signal's owner, or of the last SharedSignal, a
// read gives a default value and a warning.
#pragma once

#include <cstdint>

#include "kaon/signal/cell.hpp"

namespace kaon::inline v0 {

namespace graph {

enum class Reading : std::uint8_t { tracked, untracked };

// Gives the value's address; null if the generation is not the wanted one.
using Reader = const void* (*)(Source& source, std::uint32_t generation, Reading how);

}  // namespace graph

template <class T>
class ReadSignal {
public:
    ReadSignal(graph::Source* source, std::uint32_t generation, graph::Reader reader, graph::Where made)
        : source_(source), reader_(reader), generation_(generation), made_(made) {}

    // Reads, and makes the running effect or memo depend on it.
    const T& operator()(graph::Where used = graph::Where::here()) const [[clang::lifetimebound]] {
        return read(graph::Reading::tracked, used);
    }
    // Reads only.
    const T& peek(graph::Where used = graph::Where::here()) const [[clang::lifetimebound]] {
        return read(graph::Reading::untracked, used);
    }

    bool alive() const { return node() != nullptr; }
    // Null when it has ended. A memo is brought up to date by this.
    graph::Source* node() const {
        return source_ && reader_(*source_, generation_, graph::Reading::untracked) ? source_ : nullptr;
    }
    graph::Where made() const { return made_; }

private:
    const T& read(graph::Reading how, graph::Where used) const {
        const void* const value = source_ ? reader_(*source_, generation_, how) : nullptr;
        if (value) [[likely]]
            return *static_cast<const T*>(value);
        graph::warn(graph::Misuse::late_use, made_, used);
        return graph::fallback<T>();
    }

    graph::Source* source_;
    graph::Reader reader_;
    std::uint32_t generation_;
    [[no_unique_address]] graph::Where made_;
};

}  // namespace kaon::inline v0
