// Html: text of a template under construction.
#pragma once

#include <string_view>

#include "kaon/ui/dom/stack.hpp"

namespace kaon::dom {

class Html {
public:
    void add(char c) { chars_.push(c); }
    void add(std::string_view text);
    // As text or as the value of an attribute.
    void add_escaped(std::string_view text);

    std::string_view text() { return {chars_.data(), chars_.size()}; }
    void release() { chars_.release(); }

private:
    Stack<char> chars_;
};

}  // namespace kaon::dom
