// A user's function with its type erased: one allocation, called through one pointer.
#pragma once

#include <type_traits>
#include <utility>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::graph::detail {

struct Work {
    using Op = bool (*)(Work&, void* argument);  // a null argument destroys it
    Op op;

    bool call(void* argument) { return op(*this, argument); }
    void destroy() { op(*this, nullptr); }
};

// call: what to do with fn and the argument; gives the result.
template <class F, class Call>
Work* make_work(F&& fn, Call) {
    struct Holding : Work {
        std::decay_t<F> fn;
        Holding(Op erased, F&& given) : Work{erased}, fn(std::forward<F>(given)) {}
    };
    return new Holding(
        [](Work& work, void* argument) -> bool {
            auto& self = static_cast<Holding&>(work);
            if (argument) return Call{}(self.fn, argument);
            delete &self;
            return false;
        },
        std::forward<F>(fn));
}

}  // namespace kaon::inline v0::graph::detail
