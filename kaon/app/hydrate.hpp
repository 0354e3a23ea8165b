// hydrate<"id">(component): takes over in the browser what mount_point() sent (mount_point.hpp).
//
//   int main() { hydrate<"consult">(consult); }
//
// A page without that mount point is left alone, so that one program serves all pages of a site. Errors: props that
// cannot be read, those of a page from another version, are written to the console, and the page stays as the server
// sent it. Threads: the page's own.
#pragma once

#include "kaon/app/mount_point.hpp"
#include "kaon/base/fixed_text.hpp"
#include "kaon/json/read.hpp"
#include "kaon/ui/dom/page.hpp"

namespace kaon::inline v0 {

namespace remote {

bool has_mount_point(std::string_view id);
// False: there is no such mount point, or its props cannot be read.
bool read_props(std::string_view id, const reflect::TypeInfo& info, void* props);

template <class Component>
struct PropsOf;
template <class P>
struct PropsOf<View (*)(P)> {
    using type = std::remove_cvref_t<P>;
};
template <class C, class P>
struct PropsOf<View (C::*)(P) const> : PropsOf<View (*)(P)> {};
template <class C>
    requires requires { &C::operator(); }
struct PropsOf<C> : PropsOf<decltype(&C::operator())> {};

}  // namespace remote

template <FixedText Id, class Component>
    requires std::invocable<const Component&>
dom::Mounted hydrate(const Component& component) {
    return remote::has_mount_point(Id.view()) ? dom::hydrate(Id.view(), component) : dom::Mounted();
}
template <FixedText Id, class Component>
dom::Mounted hydrate(const Component& component) {
    using Props = typename remote::PropsOf<std::decay_t<Component>>::type;
    static_assert(remote::check_props<Props>());
    Props props{};
    if (!remote::read_props(Id.view(), reflect::type_info<Props>(), &props)) return {};
    return dom::hydrate(Id.view(), [&] { return component(std::as_const(props)); });
}

}  // namespace kaon::inline v0
