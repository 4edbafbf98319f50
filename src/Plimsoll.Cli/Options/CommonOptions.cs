using System.CommandLine;
using System.CommandLine.Parsing;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Tags.Hosts.Outputs;

namespace Plimsoll.Cli.Options;

/// <summary>The options that every verb has.</summary>
internal static class CommonOptions
{
    public static Option<string> Output { get; } = new Option<string>("--output", "-o")
    {
        Description = "Output format: text or json; markdown for a plan or a comparison",
        DefaultValueFactory = _ => "text",
        Recursive = true,
        HelpName = "FORMAT",
    }.AcceptOnlyFromAmong("text", "json", Markdown);

    /// <summary>The form that only plans and comparisons have.</summary>
    public const string Markdown = "markdown";

    public static Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "Print only the result and errors", Recursive = true };

    public static Option<string> Verbosity { get; } = new Option<string>("--verbosity", "-v")
    {
        Description = "How much to print on stderr: quiet, normal, verbose (each step) or debug (each request)",
        Recursive = true,
        HelpName = "LEVEL",
    }.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "quiet", "normal", "verbose", "debug");

    public static Option<string> Host { get; } = new Option<string>("--host")
    {
        Description = "CI host that takes outputs, summary and annotations: auto, github, azure, gitlab or none [default: auto] [env: PLIMSOLL_HOST]",
        Recursive = true,
        HelpName = "NAME",
    }.AcceptOnlyFromAmong([.. HostSinks.Names]);

    public static Option<string> Directory { get; } = new("--directory", "-C") { Description = "Work in this directory [default: the current one]", Recursive = true, HelpName = "DIR" };

    public static Option<string> Config { get; } = new("--config") { Description = "Configuration file [default: plimsoll.yml in the working directory or a parent]", Recursive = true, HelpName = "FILE" };

    /// <summary>With <c>--help</c>: describes what is else only named.</summary>
    public static Option<bool> All { get; } = new("--all") { Description = "With --help, describe every option", Recursive = true, Hidden = true };

    public static bool IsMarkdown(ParseResult parsed) => parsed.GetValue(Output) == Markdown;

    public static bool IsJson(ParseResult parsed) => parsed.GetValue(Output) == "json";

    /// <summary>The option of a setting as it was typed, whatever its type; <c>null</c> where it was not.</summary>
    public static string? FindGiven(ParseResult parsed, string setting) =>
        parsed.CommandResult.Children.OfType<OptionResult>().FirstOrDefault(result => result.Option.Name == OptionName.FromSetting(setting)) is { Tokens.Count: > 0 } result
            ? string.Join(' ', result.Tokens.Select(token => token.Value))
            : null;

    /// <summary>--quiet, else --verbosity, else PLIMSOLL_VERBOSITY, else debug where the CI host's debug switch is on, else normal.</summary>
    public static OutputLevel ParseVerbosity(ParseResult parsed, Func<string, string?> environment)
    {
        if (parsed.GetValue(Quiet))
            return Cli.Output.OutputLevel.Quiet;

        var hostDebugs = environment("RUNNER_DEBUG") == "1" || string.Equals(environment("SYSTEM_DEBUG"), "true", StringComparison.OrdinalIgnoreCase);
        var level = parsed.GetValue(Verbosity) ?? environment("PLIMSOLL_VERBOSITY") ?? (hostDebugs ? "debug" : "normal");
        // Enum.TryParse would also take numbers and lists.
        return Enum.GetNames<OutputLevel>().Contains(level, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<OutputLevel>(level, ignoreCase: true)
            : throw PlimsollException.Usage($"'{level}' is not a valid value for PLIMSOLL_VERBOSITY.", "Set it to quiet, normal, verbose or debug.");
    }
}
