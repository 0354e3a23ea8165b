// The page's numbers.
#include "kaon/base/real_text.hpp"

#if defined(__wasm__)

namespace kaon::inline v0 {

namespace {

extern "C" {
// Writes at most real_text_size bytes and gives their number; digits: 53 or 24 bits of the value count.
[[clang::import_module("kaon"), clang::import_name("write_real")]] std::size_t kaon_write_real(double value, char* at,
                                                                                               int bits);
[[clang::import_module("kaon"), clang::import_name("read_real")]] double kaon_read_real(const char* text,
                                                                                        std::size_t size);
}

}  // namespace

char* write_real(char* at, double value) { return at + kaon_write_real(value, at, 53); }
char* write_real(char* at, float value) { return at + kaon_write_real(static_cast<double>(value), at, 24); }
double read_real(std::string_view text) { return kaon_read_real(text.data(), text.size()); }

}  // namespace kaon::inline v0

#endif
