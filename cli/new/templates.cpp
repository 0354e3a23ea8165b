// The embedded folders as projects.
#include "cli/new/templates.hpp"

#include <algorithm>

#include "embedded/template_api.hpp"
#include "embedded/template_cli.hpp"
#include "embedded/template_common.hpp"
#include "embedded/template_fullstack.hpp"
#include "kaon/base/ascii.hpp"

namespace kaon::inline v0::cli {

namespace {

std::string in_capitals(std::string_view text) {
    std::string out;
    for (char c : text) out += ascii::upper(c);
    return out;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size())
        text.replace(at, from.size(), to);
}

template <class Files>
void add(const Files& files, std::string_view word, std::string_view name, std::vector<ProjectFile>& to) {
    for (const auto& file : files)
        to.push_back({substituted(file.name, word, name), substituted(file.bytes, word, name)});
}

}  // namespace

std::string template_names() { return "fullstack|api|cli"; }

std::string substituted(std::string_view text, std::string_view word, std::string_view name) {
    std::string out(text);
    replace_all(out, std::string(word), std::string(name));
    replace_all(out, in_capitals(word), in_capitals(name));
    return out;
}

std::vector<ProjectFile> render_template(std::string_view kind, std::string_view name) {
    std::vector<ProjectFile> all;
    add(template_common::files(), "myproject", name, all);
    if (kind == "fullstack") add(template_fullstack::files(), "myfullstack", name, all);
    else if (kind == "api") add(template_api::files(), "myapi", name, all);
    else if (kind == "cli") add(template_cli::files(), "mycli", name, all);
    std::ranges::sort(all, {}, &ProjectFile::path);
    return all;
}

}  // namespace kaon::inline v0::cli
