using System.CommandLine;
using Plimsoll.Oci;
using Plimsoll.Oci.Registries;

namespace Plimsoll.Cli.Options;

/// <summary>How connections to registries are made: the options of every verb that makes any.</summary>
internal sealed class ConnectionOptions
{
    /// <summary>The names of these options, and of the one that verbs with two registries add: help folds them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["--plain-http", "--ca-file", "--client-cert", "--client-key", "--from-plain-http"];

    private readonly Option<bool> _plainHttp = new("--plain-http") { Description = "Use plain HTTP for the registry (not needed for a loopback registry)" };
    private readonly Option<string> _caFile = new("--ca-file") { Description = "Additional certificate authorities to trust (PEM)", HelpName = "FILE" };
    private readonly Option<string> _clientCertificate = new("--client-cert") { Description = "Client certificate for registries that require one (PEM)", HelpName = "FILE" };
    private readonly Option<string> _clientKey = new("--client-key") { Description = "Key of --client-cert (PEM) [default: in the same file]", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _plainHttp, _caFile, _clientCertificate, _clientKey })
            command.Add(option);
    }

    /// <summary>The options of a client, with those that the command line gives.</summary>
    public RegistryClientOptions CreateClientOptions(CommandSession session, ParseResult parsed)
    {
        var isPlain = parsed.GetValue(_plainHttp);
        if (parsed.GetValue(_clientKey) is not null && parsed.GetValue(_clientCertificate) is null)
            throw PlimsollException.Usage("--client-key requires --client-cert.");

        return new RegistryClientOptions
        {
            PlainHttp = _ => isPlain,
            CaFile = FileOf(session, parsed, _caFile),
            ClientCertificateFile = FileOf(session, parsed, _clientCertificate),
            ClientKeyFile = FileOf(session, parsed, _clientKey),
        };
    }

    private static string? FileOf(CommandSession session, ParseResult parsed, Option<string> option) =>
        parsed.GetValue(option) is { } file ? Path.GetFullPath(file, session.Host.Directory) : null;
}
