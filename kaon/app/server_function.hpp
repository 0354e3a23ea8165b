// ServerFunction: a function that runs on the server and is called in the browser, declared once for both halves.
//
//   struct Ask { std::string description; static consteval auto describe() {...} };     // its rules hold on both sides
//   struct Answer { std::int64_t id; std::string html; };
//   inline constexpr ServerFunction<"/fn/ask", Ask, Answer> ask{};
//
//   Answer answer = co_await ask({.description = text()});                     // in the browser
//   Router{serve<ask>(answer_question)}                                        // kaon/app/server/serve.hpp
//
// The path is its address for good: old pages and other clients find it after the next release. A POST with the input
// as JSON; the answer is the output as JSON, or nothing (204) for void. Members that one side does not know are passed
// over, so that either side may be newer.
//
// Errors: input that breaks its rules is not sent (Errc::unprocessable with all fields). What the body on the server
// fails with arrives with its kind, public text and fields, and with its code when the contract names the enum:
//     ServerFunction<"/fn/buy", Order, Receipt, Stock>        error.is(Stock::sold_out)
// never with its detail or cause. Else CallErrc says why there is no answer. Cancellation aborts the request; what the
// server has begun it may finish. Threads: the page's own. Called on a server, it is Errc::unavailable.
#pragma once

#include "kaon/app/call.hpp"
#include "kaon/app/detail/contract.hpp"
#include "kaon/base/fixed_text.hpp"

namespace kaon::inline v0 {

namespace remote {

template <class... Codes>
std::optional<Error> find_code(std::string_view name, std::string_view text) {
    std::optional<Error> found;
    const auto look_in = [&]<class E>(E) {
        for (std::size_t i = 0; i < reflect::enumerators<E>.count && !found; ++i) {
            const E code = static_cast<E>(reflect::enumerators<E>.entries[i].value);
            if (describe(code).name == name) found.emplace(code, text);
        }
    };
    (look_in(Codes{}), ...);
    return found;
}

template <class T>
consteval const reflect::TypeInfo* info_or_null() {
    if constexpr (std::is_void_v<T>) return nullptr;
    else return &reflect::type_info<T>();
}

}  // namespace remote

template <FixedText Path, class In, class Out = void, ErrorCode... Codes>
class ServerFunction {
    static constexpr Message mistake = remote::detail::contract_mistake<In, Out>(Path.view());

public:
    using Input = In;
    using Output = Out;
    static constexpr FixedText route = Path;
    static constexpr std::string_view path = Path.view();
    static constexpr bool ok = mistake.ok();

    consteval ServerFunction() {
        if constexpr (!ok) static_assert(false, mistake);
    }

    // Calls the server.
    Task<Out> operator()(In input, CallOptions options = {}) const {
        if constexpr (std::is_void_v<Out>) {
            co_await remote::call(contract, &input, nullptr, options);
        } else {
            Out output{};
            co_await remote::call(contract, &input, &output, options);
            co_return output;
        }
    }
    // What the server would refuse of it: Errc::unprocessable with all fields.
    Result<> check(const In& input) const { return remote::check(contract, &input); }

    static constexpr remote::Contract contract{Path.view(), remote::info_or_null<In>(), remote::info_or_null<Out>(),
                                               &remote::find_code<Codes...>};
};

}  // namespace kaon::inline v0
