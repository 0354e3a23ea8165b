// The checks of serve(): whether a body and a reply fit their function. The first mistake is the message.
#pragma once

#include "kaon/app/server/served.hpp"
#include "kaon/base/type_name.hpp"

namespace kaon::inline v0::remote {

template <class In, class... A>
consteval std::size_t inputs_among(web::Arguments<A...>) {
    return (std::size_t{0} + ... + std::size_t{std::same_as<A, In>});
}
template <class In, class... A>
consteval bool has_reference_to(web::Arguments<A...>) {
    return (false || ... || (std::is_reference_v<A> && std::same_as<std::remove_cvref_t<A>, In>));
}

template <class Function>
consteval Message body_head() {
    Message m;
    m << "\n  serve<\"" << Function::path << "\">: ";
    return m;
}

template <class Function, class F>
consteval Message check_input_of() {
    using In = typename Function::Input;
    using Args = typename web::Signature<F>::arguments;
    Message m = body_head<Function>();
    if (has_reference_to<In>(Args{})) {
        m << "the body takes its input '" << type_name<In>() << "' by reference, and it owns its arguments.\n"
          << "  remedy: take it by value.";
        return m;
    }
    if (inputs_among<In>(Args{}) == 1) return {};
    m << "the body takes " << (inputs_among<In>(Args{}) == 0 ? "no" : "more than one") << " '" << type_name<In>()
      << "', the input of the function.\n  remedy: exactly one parameter of that type, by value.";
    return m;
}

template <class Function, class F>
consteval Message check_output_of() {
    using Out = typename Function::Output;
    using R = typename web::detail::ResultOf<typename web::Signature<F>::result>::type;
    if constexpr (std::same_as<R, Out> || std::same_as<R, Result<Out>>) return {};
    Message m = body_head<Function>();
    m << "the body returns '" << type_name<typename web::Signature<F>::result>() << "', and the function gives '"
      << type_name<Out>() << "'.\n  remedy: Task<" << type_name<Out>() << ">, or that type itself, or a Result of it.";
    return m;
}

template <class R>
consteval bool is_page() {
    using Value = typename web::detail::ResultOf<R>::type;
    return !std::is_void_v<Value> && web::responds<Value>();
}
template <class F, class... A>
consteval bool gives_page() {
    if constexpr (std::invocable<const F&, A..., Request&>)
        return is_page<std::invoke_result_t<const F&, A..., Request&>>();
    else if constexpr (std::invocable<const F&, A...>) return is_page<std::invoke_result_t<const F&, A...>>();
    else return false;
}
template <class Function, class Done, class Again>
consteval Message check_reply(const FormReply<Done, Again>*) {
    using Out = typename Function::Output;
    Message m = body_head<Function>();
    bool fits = false;
    if constexpr (std::is_void_v<Out>) fits = gives_page<Done>();
    else fits = gives_page<Done, const Out&>();
    if (!fits) {
        m << "`done` of its form does not fit.\n  remedy: a const callable that takes "
          << (std::is_void_v<Out> ? "nothing" : "the output") << " (and Request&, if it wants) and gives a path or a "
          << "response.";
        return m;
    }
    if constexpr (!std::same_as<Again, NoPage>) {
        if (!gives_page<Again, const Retry<typename Function::Input>&>()) {
            m << "`again` of its form does not fit.\n  remedy: a const callable that takes const Retry<"
              << type_name<typename Function::Input>() << ">& (and Request&, if it wants) and gives a response or a "
              << "Task of one.";
            return m;
        }
    }
    return {};
}
template <class Function>
consteval Message check_reply(const JsonOnly*) {
    return {};
}

template <class Function, class F, class Reply>
consteval Message check_body() {
    if constexpr (web::Signature<F>::callable != web::Callable::plain) {
        return web::check_handler({"POST", Function::path}, web::facts_of_handler<F>());
    } else {
        if (Message m = check_input_of<Function, F>(); !m.ok()) return m;
        if (Message m = check_output_of<Function, F>(); !m.ok()) return m;
        if (Message m = check_reply<Function>(static_cast<Reply*>(nullptr)); !m.ok()) return m;
        if constexpr (check_input_of<Function, F>().ok() && check_output_of<Function, F>().ok()) {
            web::HandlerFacts facts = web::facts_of_handler<ServedOf<Function, F, Reply>>();
            facts.name = type_name<F>();
            return web::check_handler({"POST", Function::path}, facts);
        }
    }
    return {};
}

}  // namespace kaon::inline v0::remote
