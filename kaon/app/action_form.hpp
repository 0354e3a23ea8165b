// action_form: the form of a server function, which works without a script and better with one.
//
//   action_form(action, cls("ask"), textarea(name("description")), button("Ask"))
//   action_form(ask, ...)                                        // without an action: always sent by the browser
//
// The markup is a plain <form method="post" action="/fn/ask">; where the component lives in the browser, sending it
// dispatches the action instead. The names of its inputs are the members of the function's input. On the server the
// route needs a FormReply (kaon/app/server/form_reply.hpp). Up to 12 attributes and children.
#pragma once

#include "kaon/app/action.hpp"
#include "kaon/base/fixed_text.hpp"
#include "kaon/ui/elements.hpp"

namespace kaon::inline v0 {

#define KAON_12(Type, none)                                                                                            \
    const Type &a0 = none, const Type &a1 = none, const Type &a2 = none, const Type &a3 = none, const Type &a4 = none, \
               const Type &a5 = none, const Type &a6 = none, const Type &a7 = none, const Type &a8 = none,             \
               const Type &a9 = none, const Type &a10 = none, const Type &a11 = none

namespace remote {
View post_form(std::string_view path, const ui::Attr& on_submit, KAON_12(ui::Arg, ui::no_arg));
}

template <auto function>
View action_form(const Action<function>& action, KAON_12(ui::Arg, ui::no_arg)) {
    const auto submit = [action](SubmitEvent& event) { action.submit(event); };
    return remote::post_form(function.path, on::submit(submit), a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11);
}
template <FixedText P, class In, class Out, class... Codes>
View action_form(const ServerFunction<P, In, Out, Codes...>& function, KAON_12(ui::Arg, ui::no_arg)) {
    return remote::post_form(function.path, ui::no_attr, a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11);
}

#undef KAON_12

}  // namespace kaon::inline v0
