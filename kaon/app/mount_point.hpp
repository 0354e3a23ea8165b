// Mount points: where a component of a server-rendered page goes on living in the browser, with the same props.
//
//   struct ConsultProps { std::string language; std::vector<Row> history; };
//   View consult(const ConsultProps& props);                        // app/: compiled for both halves
//
//   mount_point("consult", consult, ConsultProps{...})              // in a page: <div id="consult"> and its props
//   hydrate<"consult">(consult);                                    // browser/main.cpp (kaon/app/hydrate.hpp)
//
// The props travel inside the page, as <script type="application/json" id="consult-props">, so nothing is asked for
// twice; whatever is in them is public. They are checked like a server function's input: no std::size_t.
// Lifetime: signals that the component makes on the server end with the view (kaon/ui/owned.hpp).
#pragma once

#include <concepts>

#include "kaon/app/detail/contract.hpp"
#include "kaon/base/type_name.hpp"
#include "kaon/json/write.hpp"
#include "kaon/ui/owned.hpp"

namespace kaon::inline v0 {

namespace remote {

View mount_point(std::string_view id, const View& view, std::string_view props);

template <class Props>
consteval Message props_mistake() {
    if constexpr (detail::find_wide<Props, 6>().size == 0) return {};
    Message m;
    m << "\n  mount_point: '" << type_name<Props>() << "' holds a '" << detail::find_wide<Props, 6>().view()
      << "', which has 64 bits on the server and 32 in the browser.\n  remedy: std::int64_t, std::uint64_t or another "
         "type of fixed width.";
    return m;
}
template <class Props>
consteval bool check_props() {
    static constexpr Message mistake = props_mistake<Props>();
    if constexpr (!mistake.ok()) static_assert(false, mistake);
    return true;
}

}  // namespace remote

template <class Component, class Props>
View mount_point(std::string_view id, const Component& component, const Props& props) {
    static_assert(remote::check_props<Props>());
    return remote::mount_point(id, owned([&] { return component(props); }), json::write(props));
}

// Of a component that takes nothing.
template <class Component>
    requires std::invocable<const Component&>
View mount_point(std::string_view id, const Component& component) {
    return remote::mount_point(id, owned(component), {});
}

}  // namespace kaon::inline v0
