using System.CommandLine;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;

namespace Plimsoll.Cli.Options;

/// <summary>The options of every verb that speaks to a registry.</summary>
internal sealed class RegistryOptions
{
    private readonly ConnectionOptions _connection = new();

    private readonly Option<bool> _fromPlainHttp = new("--from-plain-http") { Description = "Use plain HTTP for the source registry" };

    public void AddTo(Command command) => _connection.AddTo(command);

    /// <summary>For verbs that read from one registry and write to another.</summary>
    public void AddWithSourceTo(Command command)
    {
        AddTo(command);
        command.Add(_fromPlainHttp);
    }

    /// <param name="session">The run.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="main">The image that the verb is about: credentials in the environment and <c>--plain-http</c> are for its registry.</param>
    /// <param name="other">An image that is only read besides, or <c>null</c>; it counts where <paramref name="main"/> is in no registry.</param>
    public PlimsollHost CreatePlimsoll(CommandSession session, ParseResult parsed, ImageLocation main, ImageLocation? other = null) =>
        CreatePlimsoll(session, parsed, main.Reference?.Registry ?? other?.Reference?.Registry, other?.Reference?.Registry);

    /// <param name="session">The run.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="registry">The registry that the verb is about, or <c>null</c>.</param>
    /// <param name="other">A registry that is only read besides, or <c>null</c>.</param>
    public PlimsollHost CreatePlimsoll(CommandSession session, ParseResult parsed, string? registry, string? other = null) =>
        CreatePlimsoll(session, parsed, registry, other is null ? [] : new[] { other });

    /// <param name="session">The run.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="registry">The registry that the verb is about, or <c>null</c>.</param>
    /// <param name="others">Registries that are only read besides.</param>
    public PlimsollHost CreatePlimsoll(CommandSession session, ParseResult parsed, string? registry, IReadOnlyCollection<string> others)
    {
        // One word must not strip the TLS of another registry, whose credentials would travel in plain sight.
        var connection = _connection.CreateClientOptions(session, parsed);
        return session.CreatePlimsoll(registry, connection with
        {
            PlainHttp = name => others.Contains(name) && name != registry ? parsed.GetValue(_fromPlainHttp) : connection.PlainHttp(name),
        });
    }

    /// <summary>For a look at several registries, each asked once.</summary>
    public PlimsollHost CreatePlimsollWithoutRetries(CommandSession session, ParseResult parsed) =>
        session.CreatePlimsoll(session.Configuration.Registry, _connection.CreateClientOptions(session, parsed) with { Retry = RetryOptions.None });

    public static Option<string> PlatformOption(string description) => new("--platform") { Description = description, HelpName = "OS/ARCH" };

    public static Platform? ParsePlatform(ParseResult parsed, Option<string> option) => parsed.GetValue(option) is { } text ? Platform.Parse(text) : null;
}
