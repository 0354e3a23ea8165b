// One text area of the form: its label, a counter, a hint, and what is wrong with it.
#pragma once

#include "app/inquiry.hpp"

namespace consultant {

enum class FieldSize : std::uint8_t { normal, large };

struct FieldWords {
    std::string_view label;
    std::string_view hint;
    std::string_view placeholder;
    FieldSize size = FieldSize::normal;
};

kaon::View text_field(const Inquiry& inquiry, const Field& field, const FieldWords& say);

}  // namespace consultant
