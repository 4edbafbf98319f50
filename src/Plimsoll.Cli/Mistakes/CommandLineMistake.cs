using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using Plimsoll.Cli.Help;
using Plimsoll.Cli.Options;
using Plimsoll.Oci;
using Plimsoll.Publishing;

namespace Plimsoll.Cli.Mistakes;

/// <summary>What is wrong with a command line, and what was meant where that can be guessed: always said in the same words.</summary>
/// <param name="host">The world, for verbs that are not on the command line.</param>
/// <param name="parsed">The command line.</param>
/// <param name="words">It as it was typed.</param>
internal sealed class CommandLineMistake(CommandHost host, ParseResult parsed, IReadOnlyList<string> words)
{
    private readonly Command _command = parsed.CommandResult.Command;

    /// <summary>The error, or <c>null</c> where the command line can be run.</summary>
    public static PlimsollException? Find(CommandHost host, ParseResult parsed, IReadOnlyList<string> words)
    {
        if (parsed.Action is HelpPageAction)
            return null;

        var mistake = new CommandLineMistake(host, parsed, words);
        if (parsed.Errors.Count > 0 && mistake.OtherTool is { } verb)
            return mistake.Refuse($"Unknown command '{verb}'.", mistake.Translate(isWhole: false) ?? mistake.AdviceForCommand(verb.Split(' ')[^1]));
        if (mistake.MistypedOption is not { } option)
            return parsed.Errors.Count > 0 ? mistake.Describe() : parsed.GetValue(CommonOptions.All) ? mistake.Unknown(CommonOptions.All.Name) : null;

        // A mistyped option takes an argument's place, and what is then left over is not at fault.
        return mistake.Unknown(option);
    }

    /// <summary>The words that begin the line of another tool; <c>null</c> where a verb of this one does.</summary>
    private string? OtherTool
    {
        get
        {
            var line = ToolLine.Parse(words);
            var isVerb = line is { Tool: null, Words: [var first, ..] } && VerbTable.IsVerb(first);
            return isVerb || line.Words.Count == 0 ? null : string.Join(' ', new[] { line.Tool, line.Words[0] }.OfType<string>());
        }
    }

    /// <summary>The line of another tool as one of this.</summary>
    private string? Translate(bool isWhole) => ToolTranslator.Advise(
        words,
        verb => [.. VerbTable.Create(host, [verb]).Where(command => command.Name == verb).SelectMany(command => command.Options).Concat(parsed.RootCommandResult.Command.Options).SelectMany(option => option.Aliases.Append(option.Name))],
        isWhole);

    /// <summary>A word with a leading dash where an argument may stand; the parser takes it for a path. Behind <c>--</c> it is one.</summary>
    private string? MistypedOption => parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
        ? null
        : _command.Arguments
            .SelectMany(argument => parsed.GetResult(argument)?.Tokens ?? [])
            .FirstOrDefault(token => token.Value.Length > 1 && token.Value.StartsWith('-'))?.Value;

    private PlimsollException Describe()
    {
        if (parsed.UnmatchedTokens is [var word, ..])
            return Unknown(word);
        if (_command.Action is null && _command.Subcommands.Count > 0)
            return Refuse($"'plimsoll {CommandUsage.PathOf(_command)}' requires a command.", $"Known: {string.Join(", ", _command.Subcommands.Where(child => !child.Hidden).Select(child => child.Name))}.");

        // What is missing is asked for one after the other; first whatever is wrong with what is there.
        return FindInvalidOption() ?? FindInvalidArgument() ?? FindMissing() ?? Refuse(parsed.Errors[0].Message, null);
    }

    private PlimsollException? FindInvalidOption()
    {
        foreach (var result in parsed.Errors.Select(error => error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult).OfType<OptionResult>().Where(result => !result.Implicit))
        {
            var option = result.Option;
            if (result.Tokens.Count < option.Arity.MinimumNumberOfValues)
                return Refuse($"{option.Name} requires a value.", $"Write {option.Name}{CommandUsage.Value(option)}.");
            if (result.IdentifierTokenCount > 1 && option.Arity.MaximumNumberOfValues <= 1)
                return Refuse($"{option.Name} can be given only once.", null);
            if (result.Tokens.Count > 0)
                return Invalid(result.Tokens, Values(option.GetCompletions(CompletionContext.Empty)), option.Name);
        }

        return null;
    }

    private PlimsollException? FindInvalidArgument() => parsed.Errors.Select(error => error.SymbolResult).OfType<ArgumentResult>().FirstOrDefault(result => result.Tokens.Count > 0) is { } invalid
        && Values(invalid.Argument.GetCompletions(CompletionContext.Empty)) is { Count: > 0 } values
            ? Invalid(invalid.Tokens, values, invalid.Argument.Name)
            : null;

    private PlimsollException? FindMissing()
    {
        if (_command.Arguments.FirstOrDefault(argument => (parsed.GetResult(argument)?.Tokens.Count ?? 0) < argument.Arity.MinimumNumberOfValues) is { } missing)
            return Refuse($"{missing.Name} is missing.", Usage);
        return _command.Options.FirstOrDefault(option => option.Required && parsed.GetResult(option) is null or { Implicit: true }) is { } required
            ? Refuse($"{required.Name} is missing.", $"Add {required.Name}{CommandUsage.Value(required)}.")
            : null;
    }

    private PlimsollException Invalid(IReadOnlyList<Token> tokens, List<string> values, string name)
    {
        var value = tokens.Select(token => token.Value).FirstOrDefault(text => !values.Contains(text, StringComparer.OrdinalIgnoreCase)) ?? tokens[^1].Value;
        return Refuse($"'{value}' is not a valid value for {name}.", values.Count > 0 ? Spelling.Advice(value, values) : null);
    }

    private string Usage => $"Usage: {CommandUsage.Usages(_command).Last()}";

    private static List<string> Values(IEnumerable<CompletionItem> items) => [.. items.Select(item => item.Label)];

    private PlimsollException Unknown(string word)
    {
        if (word.StartsWith('-') && word.Length > 1)
            return Refuse($"Unknown option '{word.Split('=')[0]}'.", Translate(isWhole: true) ?? AdviceForOption(word.Split('=')[0]));
        if (_command.Subcommands.Count > 0 && Translate(isWhole: true) is { } line)
            return Refuse($"Unknown command '{Path(word)}'.", line);
        return _command.Subcommands.Count > 0 && (_command.Action is null || AdviceForCommand(word) is not null)
            ? Refuse($"Unknown command '{Path(word)}'.", AdviceForCommand(word))
            : Refuse($"Unexpected argument '{word}'.", Usage);
    }

    private string Path(string word) => $"{CommandUsage.PathOf(_command)} {word}".TrimStart();

    private string? AdviceForCommand(string word)
    {
        if (_command is not RootCommand)
            return Spelling.Nearest(word, _command.Subcommands.Where(child => !child.Hidden).Select(child => child.Name)) is { } near ? $"Did you mean '{Path(near)}'?" : null;

        return (Habits.FindVerb(word) ?? Spelling.Nearest(word, VerbTable.Groups.SelectMany(group => group.Verbs).Select(verb => verb.Name))) is { } verb ? $"Did you mean '{verb}'?" : null;
    }

    private string? AdviceForOption(string word)
    {
        var root = parsed.RootCommandResult.Command;
        var names = _command.Options.Concat(root.Options).Where(option => !option.Hidden).Select(option => option.Name).Distinct().ToList();
        var habit = Habits.FindOption(word) is { } meant && names.Contains(meant.Split(' ')[0]) ? meant : null;
        return word.Contains("color", StringComparison.Ordinal) || word.Contains("colour", StringComparison.Ordinal) ? "Set the environment variable NO_COLOR=1 to switch colours off, or FORCE_COLOR=1 to switch them on."
            : (habit ?? Spelling.Nearest(word, names)) is { } name ? $"Did you mean '{name}'?"
            : null;
    }

    private PlimsollException Refuse(string message, string? advice) =>
        PlimsollException.Usage(message, $"{(advice is null ? "" : $"{advice}\n")}See 'plimsoll {CommandUsage.PathOf(_command)}".TrimEnd() + " --help'.");
}
