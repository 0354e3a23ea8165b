// What a visitor tells the consultant, and in which language the answer is wanted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace consultant {

enum class Language : std::uint8_t { en, ru };

// Which of the two forms was filled in.
enum class Form : std::uint8_t { basic, pro };

struct BasicInput {
    static constexpr std::size_t limit = 4000;  // characters

    std::string description;
};

struct ProInput {
    static constexpr std::size_t limit = 1000;  // characters each

    std::string stack;
    std::string project_type;
    std::string pain;
};

}  // namespace consultant
