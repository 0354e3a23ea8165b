// State<T>: what .with(value) gave to the router, shared by all requests and cores, hence const.
//
//   Task<Json<User>> show(State<Db> db, Path<int> id) { ... db->find(*id) ... }
//
// Missing: a compile error at build(). Not fit for many cores: a compile error at .with(). Lifetime: as the Service.
// Threads: read by all cores at once.
#pragma once

#include "kaon/web/extractor.hpp"

namespace kaon::inline v0 {

template <class T>
class State {
public:
    using needs = Needs<T>;

    State() = default;
    const T& operator*() const { return *value_; }
    const T* operator->() const { return value_; }

    [[gnu::nodebug]] static bool extract(web::Call& call, State& out, std::size_t) {
        out.value_ = call.request.state<T>();
        return true;
    }

private:
    const T* value_ = nullptr;
};

}  // namespace kaon::inline v0
