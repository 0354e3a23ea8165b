// One table over two structs; the command line as the last source.
#include "kaon/program/settings.hpp"

#include "kaon/reflect/validate.hpp"
#include "kaon/web/config/config.hpp"

namespace kaon::inline v0::program {

namespace {

constexpr auto listen_arguments = arguments({
    {.field = "host", .value = "ADDRESS", .help = "address to listen on, or unix:PATH"},
    {.field = "port", .value = "N", .help = "port to listen on; 0 takes a free one"},
    {.field = "listen", .value = "ADDRESS:PORT", .help = "listen here instead; may be given again"},
    {.field = "trusted_proxy", .value = "NETWORK", .help = "whose connections begin with a PROXY header"},
    {.field = "tls_dev", .help = "serve HTTPS on localhost with a certificate of one's own"},
    {.field = "tls_certificate", .value = "FILE", .help = "serve HTTPS with this chain; again: for other hosts"},
    {.field = "tls_key", .value = "FILE", .help = "its key, when it is not in the same file"},
    {.field = "tls_client_ca", .value = "FILE", .help = "ask clients for certificates of these authorities"},
    {.field = "tls_clients", .help = "whether one that shows none is let in"},
    {.field = "redirect_http", .value = "PORT", .help = "listen here too, and lead to HTTPS; ADDRESS:PORT"},
    {.field = "log_level", .value = "LEVEL", .help = "trace, debug, info, warn, error or off"},
    {.field = "log_json", .help = "log as JSON lines"},
});

}  // namespace

Settings::Settings(Listen& listen, const ServeCall& call, const ServeOptions& options)
    : listen_(listen), call_(call),
      prefix_(options.prefix.empty() ? variable_name(options.name) + "_" : std::string(options.prefix)) {
    listen.host = options.host;
    listen.port = options.port;
    listen.log_level = options.log_level;
    const reflect::TypeInfo& own = reflect::type_info<Listen>();
    fields_.assign(own.object->fields().begin(), own.object->fields().end());
    const auto distance = static_cast<char*>(call.settings) - reinterpret_cast<char*>(&listen);
    for (reflect::Field field : call.info.object->fields()) {
        field.offset += static_cast<std::uint32_t>(distance);
        fields_.push_back(field);
    }
    object_ = {fields_.data(), fields_.size(), 0, nullptr};
    info_.kind = reflect::Kind::object;
    info_.name = call.info.name;
    info_.object = &object_;
    add_fields(parameters_, own, &listen, {listen_arguments.at, listen_arguments.count}, Places::none);
    add_fields(parameters_, call.info, call.settings, call.arguments, Places::none);
    parameters_.add_flag("routes", '\0', "print the routes and end");
    parameters_.add_flag("help", 'h', "print this text");
    if (!options.version.empty()) parameters_.add_flag("version", 'V', "print the version");
}

Result<> Settings::read(const CommandLine& line) {
    ConfigSources sources{.prefix = prefix_};
    for (const Given& given : line.given) {
        if (!given.parameter->field) continue;
        std::string path(given.parameter->field->key), text(given.text);
        // Given again, a list grows; a value is replaced.
        auto before = sources.overrides.begin();
        while (before != sources.overrides.end() && before->first != path) ++before;
        if (before == sources.overrides.end()) sources.overrides.emplace_back(std::move(path), std::move(text));
        else if (given.parameter->field->type->kind == reflect::Kind::list) before->second += "," + text;
        else before->second = std::move(text);
    }
    Result<> done = web::read_config(info_, &listen_, sources);
    Error mistakes(Errc::unprocessable, "the settings are not usable");
    if (!done) {
        for (const FieldError& mistake : done.error().fields()) {
            bool is_option = false;
            for (const auto& [path, text] : sources.overrides) is_option = is_option || path == mistake.path;
            const Parameter* option = is_option ? parameters_.by_path(mistake.path) : nullptr;
            mistakes.add_field(option ? option->label() : mistake.path, mistake.message);
        }
    } else if (call_.info.object->check) {
        for (FieldError& mistake : reflect::validate(call_.info, call_.settings))
            mistakes.add_field(mistake.path, mistake.message);
    }
    if (mistakes.fields().empty()) return {};
    return mistakes;
}

std::string Settings::notes() const {
    std::string text =
        "The same settings are read from kaon.toml, .env and the environment (" + prefix_ + "PORT and so on).";
    for (const reflect::Field& field : call_.info.object->fields()) {
        if (is_secret(*field.type)) text += "\n" + prefix_ + variable_name(field.key) + " is read from there only.";
    }
    return text;
}

}  // namespace kaon::inline v0::program
