using System.CommandLine;
using Plimsoll.Cli.Help;
using Plimsoll.Cli.Options;

namespace Plimsoll.Cli.Completion;

/// <summary>What can be typed at the end of a command line. Whatever cannot be read completes to nothing.</summary>
/// <param name="host">The world.</param>
internal sealed class Completer(CommandHost host)
{
    /// <param name="words">The words before the one at the cursor, without <c>plimsoll</c>.</param>
    /// <param name="current">The word at the cursor, as far as it is typed; may be empty.</param>
    /// <param name="cancellationToken">Stops waiting for registries.</param>
    /// <returns>Empty where the shell's own completion of files is what helps.</returns>
    public async Task<IReadOnlyList<Candidate>> CompleteAsync(IReadOnlyList<string> words, string current, CancellationToken cancellationToken)
    {
        var root = new PlimsollCommand(host).CreateRoot([.. words]);
        var parsed = root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var command = parsed.CommandResult.Command;
        var values = new LiveValues(host, parsed);
        var isLiteral = words.Contains("--");

        if (!isLiteral && words.Count > 0 && FindOption(command, root, words[^1]) is { } pending && TakesValue(pending))
            return Match(await values.ForOptionAsync(command, pending, current, cancellationToken), current);
        if (!isLiteral && current.StartsWith("--", StringComparison.Ordinal) && current.IndexOf('=') is > 0 and var sign && FindOption(command, root, current[..sign]) is { } option)
            return [.. Match(await values.ForOptionAsync(command, option, current[(sign + 1)..], cancellationToken), current[(sign + 1)..]).Select(candidate => candidate with { Value = current[..(sign + 1)] + candidate.Value })];
        if (!isLiteral && current.StartsWith('-'))
            return Match(Options(command, root, parsed), current);

        // Behind a word that means nothing, none does.
        if (command.Action is null && parsed.UnmatchedTokens.Count > 0)
            return [];

        var argument = command.Arguments.FirstOrDefault(candidate => (parsed.GetResult(candidate)?.Tokens.Count ?? 0) < candidate.Arity.MaximumNumberOfValues);
        return Match(
            [
                .. command.Subcommands.Where(child => !child.Hidden).Select(child => new Candidate(child.Name, child.Description ?? "")),
                .. argument is null ? [] : await values.ForArgumentAsync(command, argument, current, cancellationToken),
            ],
            current);
    }

    private static IEnumerable<Candidate> Options(Command command, Command root, ParseResult parsed) => command.Options
        .Concat(root.Options.Where(option => option.Recursive && option != CommonOptions.All))
        .Distinct()
        .Where(option => !option.Hidden && (option.Arity.MaximumNumberOfValues > 1 || parsed.GetResult(option) is null or { Implicit: true }))
        .Select(option => new Candidate(CommandUsage.Names(option).Name, CommandUsage.Describe(option)));

    private static Option? FindOption(Command command, Command root, string word) =>
        command.Options.Concat(root.Options).FirstOrDefault(option => option.Name == word || option.Aliases.Contains(word));

    private static bool TakesValue(Option option) => option.HelpName is not null;

    private static List<Candidate> Match(IEnumerable<Candidate> candidates, string current) =>
        [.. candidates.Where(candidate => candidate.Value.StartsWith(current, StringComparison.Ordinal)).DistinctBy(candidate => candidate.Value)];
}
