// The script with which bash completes commands, options and their values; made from the commands themselves.
//
//   source <(kaon completion bash)         # or installed: share/bash-completion/completions/kaon
#pragma once

#include <string>
#include <vector>

#include "cli/command.hpp"

namespace kaon::inline v0::cli {

std::string bash_completion(const std::vector<CommandFacts>& commands);

}  // namespace kaon::inline v0::cli
