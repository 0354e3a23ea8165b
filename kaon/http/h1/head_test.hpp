// What the tests of the head parser share: a head parsed whole, and byte by byte from memory that moves or stays.
//
//   EXPECT_EQ(parse_all_ways("GET / HTTP/1.1\r\n\r\n"), "400 no Host field");
//
// Threads: the test's own.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "kaon/base/exact_test.hpp"
#include "kaon/http/h1/head_parser.hpp"

namespace kaon::inline v0::http::h1::test {

// Everything that a parse decides, as text to compare.
inline std::string describe(const HeadResult& result, const http::Request& request) {
    if (result.state == HeadResult::State::incomplete) return "incomplete";
    if (result.state == HeadResult::State::refused) {
        return std::to_string(http::code(result.refusal)) + " " + std::string(result.reason);
    }
    std::string text = std::string(request.method_text) + " path=" + std::string(request.path);
    text += " query=" + std::string(request.query) + " authority=" + std::string(request.authority);
    text += request.version == http::Version::http_1_0 ? " 1.0" : " 1.1";
    text += result.keep_alive ? " keep" : " close";
    if (result.expects_continue) text += " continue";
    if (result.framing == Framing::length) text += " length=" + std::to_string(result.length);
    if (result.framing == Framing::chunked) text += " chunked";
    for (const auto& [name, value] : request.headers) text += "\n" + std::string(name) + "=" + std::string(value);
    return text;
}

inline std::string parse_whole(std::string_view head, const Limits& limits = {}) {
    HeadParser parser(limits);
    http::Request request;
    const Exact bytes(head);
    const HeadResult result = parser.parse(bytes.view(), request);
    if (result.state == HeadResult::State::complete) {
        const std::size_t start = head.find_first_not_of("\r\n");
        EXPECT_EQ(result.head_size, head.find("\r\n\r\n", start) + 4) << head;
    }
    return describe(result, request);
}

// Growing by `step` bytes, in memory that stays where it is.
inline std::string parse_in_place(std::string_view head, std::size_t step = 1, const Limits& limits = {}) {
    HeadParser parser(limits);
    http::Request request;
    const Exact bytes(head);
    for (std::size_t size = 0;; size += step) {
        const auto part = bytes.view().substr(0, size);
        const HeadResult result = parser.parse(part, request);
        if (result.state != HeadResult::State::incomplete || size >= head.size()) return describe(result, request);
    }
}

// The same in new memory for every step, so that nothing beyond the bytes may be read, and nothing may dangle.
inline std::string parse_moving(std::string_view head, std::size_t step = 1, const Limits& limits = {}) {
    HeadParser parser(limits);
    http::Request request;
    std::unique_ptr<Exact> before;
    for (std::size_t size = 0;; size += step) {
        auto bytes = std::make_unique<Exact>(head.substr(0, size));
        const HeadResult result = parser.parse(bytes->view(), request);
        if (result.state != HeadResult::State::incomplete || size >= head.size()) return describe(result, request);
        before = std::move(bytes);
    }
}

// Whole, and in pieces of 1, 2, 3, 7 and 16 bytes: the outcome must be the same. Gives it.
inline std::string parse_all_ways(std::string_view head, const Limits& limits = {}) {
    const std::string whole = parse_whole(head, limits);
    for (std::size_t step : {1u, 2u, 3u, 7u, 16u}) {
        EXPECT_EQ(parse_in_place(head, step, limits), whole) << "in pieces of " << step << ": " << head;
        EXPECT_EQ(parse_moving(head, step, limits), whole) << "in moving pieces of " << step << ": " << head;
    }
    return whole;
}

}  // namespace kaon::inline v0::http::h1::test
