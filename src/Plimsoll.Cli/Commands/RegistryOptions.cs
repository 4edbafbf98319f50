using System.CommandLine;
using Plimsoll.Images;
using Plimsoll.Publishing;
using Plimsoll.Storage;

namespace Plimsoll.Cli.Commands;

/// <summary>The options of every verb that speaks to a registry.</summary>
internal sealed class RegistryOptions
{
    private readonly ConnectionOptions _connection = new();

    public void AddTo(Command command) => _connection.AddTo(command);

    /// <param name="session">The run.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="locations">The images named; credentials in the environment are for the first one in a registry.</param>
    public PublishServices Compose(CommandSession session, ParseResult parsed, params ReadOnlySpan<ImageLocation?> locations)
    {
        string? registry = null;
        foreach (var location in locations)
            registry ??= location?.Reference?.Registry;
        return Compose(session, parsed, registry);
    }

    /// <param name="session">The run.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="registry">The registry that credentials in the environment are for, or <c>null</c>.</param>
    public PublishServices Compose(CommandSession session, ParseResult parsed, string? registry) =>
        PublishWorld.Compose(session, registry, _connection.Of(session, parsed));

    public static Option<string> PlatformOption(string description) => new("--platform") { Description = description, HelpName = "OS/ARCH" };

    public static Platform? PlatformOf(ParseResult parsed, Option<string> option) => parsed.GetValue(option) is { } text ? Platform.Parse(text) : null;
}
