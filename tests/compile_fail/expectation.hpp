// What a file that must not compile expects of the compiler, and whether the compiler's output fulfils it.
//
//   // error: no such column: nme        each must occur in the output, in this order
//   // flags: -DNAME=1                   added to the compiler's command line
//
// However long the output, it holds at most one error and two notes: more is noise that the library made. (Lines that
// name the macro behind a declaration are part of their note.)
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace compile_fail {

struct Expectation {
    std::vector<std::string> errors;
    std::string flags;
};

Expectation read_expectation(std::string_view source);

// What is wrong with the outcome; empty when it is as expected.
std::string judge(const Expectation& expected, bool compiled, std::string_view output);

}  // namespace compile_fail
