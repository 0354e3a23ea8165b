// Splitting a command line into options and places, and reading the values.
#include "kaon/program/command_line.hpp"

#include "kaon/base/ascii.hpp"
#include "kaon/reflect/text.hpp"
#include "kaon/reflect/validate.hpp"

namespace kaon::inline v0::program {

namespace {

Error mistake(const std::string& text) { return Error(Errc::invalid, text); }

class Reader {
public:
    Reader(const Parameters& parameters, int argc, const char* const* argv)
        : parameters_(parameters), argv_(argv + (argc > 0 ? 1 : 0)), end_(argv + argc) {
        for (const Parameter& p : parameters.all) {
            if (p.shape == Shape::positional || p.shape == Shape::rest) places_.push_back(&p);
        }
    }

    Result<CommandLine> read() {
        while (argv_ < end_) {
            const std::string_view word = *argv_++;
            Result<> taken;
            if (only_places_ || word == "-" || !word.starts_with('-') || is_number(word)) taken = place(word);
            else if (word == "--") only_places_ = true;
            else if (word.starts_with("--")) taken = option(word.substr(2));
            else taken = letters(word.substr(1));
            if (!taken) return std::move(taken).error();
        }
        return std::move(line_);
    }

private:
    // "-5" is a number where nothing has the letter 5.
    bool is_number(std::string_view word) const {
        return word.size() > 1 && ascii::is_digit(word[1]) && !parameters_.by_letter(word[1]);
    }

    Result<> place(std::string_view word) {
        if (at_ == places_.size()) {
            if (places_.empty()) return mistake("takes no '" + std::string(word) + "': options begin with --");
            return mistake("'" + std::string(word) + "' is one too many");
        }
        const Parameter* taker = places_[at_];
        if (taker->shape == Shape::positional) ++at_;
        line_.given.push_back({taker, word});
        return {};
    }

    // "; did you mean --tls-dev, --tls-certificate or --tls-key?"
    std::string meant_by(std::string_view name) const {
        const std::vector<const Parameter*> all = parameters_.like(name);
        std::string text = all.empty() ? "" : "; did you mean ";
        for (std::size_t i = 0; i < all.size(); ++i)
            text += (i == 0 ? "" : i + 1 < all.size() ? ", " : " or ") + all[i]->label();
        return all.empty() ? text : text + "?";
    }

    Result<> option(std::string_view word) {
        const std::size_t equals = word.find('=');
        const std::string_view name = word.substr(0, equals);
        const Parameter* found = parameters_.by_name(name);
        if (!found) return mistake("unknown option --" + std::string(name) + meant_by(name));
        if (found->shape == Shape::flag) {
            if (equals != word.npos) return mistake(found->label() + " takes no value");
            line_.given.push_back({found, found->given});
            return {};
        }
        if (equals != word.npos) return line_.given.push_back({found, word.substr(equals + 1)}), Result<>();
        return next_word(*found);
    }

    Result<> letters(std::string_view word) {
        for (std::size_t i = 0; i < word.size(); ++i) {
            const Parameter* found = parameters_.by_letter(word[i]);
            if (!found) return mistake("unknown option -" + std::string(1, word[i]));
            if (found->shape == Shape::flag) {
                line_.given.push_back({found, found->given});
                continue;
            }
            if (i + 1 == word.size()) return next_word(*found);
            line_.given.push_back({found, word.substr(i + 1)});
            break;
        }
        return {};
    }

    Result<> next_word(const Parameter& option) {
        if (argv_ == end_) return mistake(option.label() + " needs a value: " + option.label() + " " + option.value);
        line_.given.push_back({&option, *argv_++});
        return {};
    }

    const Parameters& parameters_;
    const char* const* argv_;
    const char* const* end_;
    std::vector<const Parameter*> places_;
    std::size_t at_ = 0;
    bool only_places_ = false;
    CommandLine line_;
};

Result<> assign(const Given& given, void* object) {
    const reflect::Field& field = *given.parameter->field;
    const reflect::TypeInfo* type = field.type;
    void* value = field.address(object);
    if (type->kind == reflect::Kind::list) {
        value = type->list->slot(value, type->list->size(value));
        type = type->element;
    }
    if (given.text.empty() && type->kind != reflect::Kind::string)
        return mistake(given.parameter->label() + " is empty");
    Result<> read = reflect::read_text(*type, value, given.text);
    if (read) return {};
    return mistake(given.parameter->label() + " " + std::string(read.error().text()) + ", and is '" +
                   std::string(given.text) + "'");
}

}  // namespace

bool CommandLine::has(std::string_view name) const {
    for (const Given& g : given) {
        if (!g.parameter->field && g.parameter->name == name) return true;
    }
    return false;
}

Result<CommandLine> read_command_line(const Parameters& parameters, int argc, const char* const* argv) {
    return Reader(parameters, argc, argv).read();
}

Result<> fill(const reflect::TypeInfo& info, void* value, const Parameters& parameters, const CommandLine& line) {
    // A list that is given replaces its default.
    for (const Given& given : line.given) {
        const reflect::Field* field = given.parameter->field;
        if (field && field->type->kind == reflect::Kind::list) field->type->list->truncate(field->address(value), 0);
    }
    for (const Given& given : line.given) {
        if (!given.parameter->field) continue;
        if (Result<> read = assign(given, value); !read) return read;
    }
    for (const Parameter& p : parameters.all) {
        bool is_given = !p.required;
        for (const Given& given : line.given) is_given = is_given || given.parameter == &p;
        if (!is_given) return mistake(p.name + " is missing" + (p.help.empty() ? "" : ": " + p.help));
    }
    const std::vector<FieldError> broken = reflect::validate(info, value);
    if (broken.empty()) return {};
    const Parameter* where = parameters.by_path(broken[0].path);
    return mistake((where ? where->label() : broken[0].path) + " " + broken[0].message);
}

}  // namespace kaon::inline v0::program
