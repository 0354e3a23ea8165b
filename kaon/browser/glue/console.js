// Lines of the program in the console.
imports.print = (level, at, size) => console[['log', 'warn', 'error'][level]](textAt(at, size));
