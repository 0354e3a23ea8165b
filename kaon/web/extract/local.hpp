// Local<T>: a value of one's own for every core, made when a request first needs it there: caches, statistics, clients.
//
//   Task<Json<Page>> show(Local<Cache> cache, Path<int> id) { if (Page* page = cache->find(*id)) ... }
//   service = std::move(router).with(per_core([] { return Cache(1000); })).build();
//
// It needs no lock and is not const: one core's requests take turns at their awaits, so do not keep references into it
// across one. What many cores must see belongs into a State. Lifetime: as the Service; destroyed by whoever destroys
// that.
#pragma once

#include <atomic>
#include <functional>

#include "kaon/web/extractor.hpp"

namespace kaon::inline v0 {

template <class T>
class PerCore {
public:
    static constexpr bool is_shareable = true;

    explicit PerCore(std::function<T()> make) : make_(std::move(make)) {}
    // Before the first use.
    PerCore(PerCore&& other) noexcept : make_(std::move(other.make_)) {}
    ~PerCore() {
        for (Node* node = first_.load(); node;) delete std::exchange(node, node->next);
    }

    // Called by that core only, so nobody else adds its value meanwhile; the list only ever grows at its front.
    T& of(const Core* core) const {
        for (Node* node = first_.load(std::memory_order_acquire); node; node = node->next) {
            if (node->core == core) return node->value;
        }
        Node* made = new Node{core, make_(), first_.load(std::memory_order_relaxed)};
        while (!first_.compare_exchange_weak(made->next, made, std::memory_order_release)) continue;
        return made->value;
    }

private:
    struct Node {
        const Core* core;
        T value;
        Node* next;
    };
    std::function<T()> make_;
    mutable std::atomic<Node*> first_ = nullptr;
};

template <class F>
auto per_core(F make) {
    return PerCore<std::invoke_result_t<F>>(std::move(make));
}

template <class T>
class Local {
public:
    using needs = Needs<PerCore<T>>;

    T& operator*() const { return *value_; }
    T* operator->() const { return value_; }

    [[gnu::nodebug]] static bool extract(web::Call& call, Local& out, std::size_t) {
        out.value_ = &call.request.state<PerCore<T>>()->of(call.request.context().core);
        return true;
    }

private:
    T* value_ = nullptr;
};

}  // namespace kaon::inline v0
