using System.CommandLine;
using Plimsoll.Publishing.Planning;

namespace Plimsoll.Cli.Options;

/// <summary><c>--verify</c>: what is read back once everything is written.</summary>
internal static class VerifyOption
{
    public static Option<string> Create() => new Option<string>("--verify")
    {
        Description = "What to verify after publishing: tags, or full for every manifest and blob too",
        DefaultValueFactory = _ => "tags",
        HelpName = "tags|full",
    }.AcceptOnlyFromAmong("tags", "full");

    public static PublishVerification Parse(ParseResult parsed, Option<string> option) =>
        parsed.GetValue(option) == "full" ? PublishVerification.Full : PublishVerification.Tags;
}
