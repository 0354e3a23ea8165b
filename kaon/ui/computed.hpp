// with_value: what a recorded closure gives now, handed to a function while it is valid.
#pragma once

#include "kaon/ui/bind.hpp"
#include "kaon/ui/binding.hpp"
#include "kaon/ui/item.hpp"
#include "kaon/ui/value.hpp"

namespace kaon::inline v0::ui {

// Calls f(item) with a plain item (text, a number, a flag, or Kind::none for an empty optional) of a Kind::value or
// Kind::bound.
template <class F>
void with_value(const Item& item, F&& f) {
    struct Sink : ValueSink {
        F* f;
    } sink;
    sink.f = &f;
    sink.put = [](ValueSink& self, const Item& value) { (*static_cast<Sink&>(self).f)(value); };
    if (item.kind == Kind::bound) {
        BoundCall call{.shown = &sink};
        item.binding->call(&call);
    } else {
        item.binding->call(&sink);
    }
}

}  // namespace kaon::inline v0::ui
