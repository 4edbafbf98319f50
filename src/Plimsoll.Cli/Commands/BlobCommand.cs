using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Oci;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll blob</c>: writes one blob of a repository to standard output, as it is, and fails unless it has its digest.</summary>
internal sealed class BlobCommand
{
    private readonly RegistryOptions _registry = new();
    private readonly Argument<string> _blob = new("BLOB") { Description = "Repository and digest: ghcr.io/acme/app@sha256:…" };

    public static Command Create(CommandHost host)
    {
        var verb = new BlobCommand();
        var command = new Command("blob", "Print a blob of a repository as it is") { verb._blob };
        verb._registry.AddTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var text = parsed.GetRequiredValue(_blob);
        if (ImageLocation.ParseRemote(text, session.Directory) is not { Reference: { Digest: { } digest } reference } location)
            throw PlimsollException.Usage($"'{text}' is not a blob in a registry.", "Write it as REPOSITORY@DIGEST; 'plimsoll inspect IMAGE' lists the digests of an image's blobs.");
        if (session.Host.IsOutputTerminal)
            throw PlimsollException.Usage("Cannot write a blob to standard output: it is a terminal.", $"Redirect it to a file or a command: plimsoll blob {text} > blob");

        await using var plimsoll = _registry.CreatePlimsoll(session, parsed, location);
        var repository = plimsoll.OpenRegistry(reference, RepositoryAccess.Pull);
        var blob = await repository.FindBlobAsync(digest, cancellationToken)
            ?? throw PlimsollException.NotFound($"{reference.FamiliarName} has no blob {digest}.", "A manifest or index is not a blob; 'plimsoll inspect IMAGE' lists the digests of an image's blobs.");
        await using var content = await repository.OpenBlobAsync(blob, cancellationToken);
        await using var output = session.Host.OpenRawOutput();
        await content.CopyToAsync(output, cancellationToken);
        return (int)ExitCode.Done;
    }
}
