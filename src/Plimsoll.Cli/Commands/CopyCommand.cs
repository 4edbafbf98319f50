using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll copy</c>, <c>push</c> and <c>pull</c>: copy an image, whatever its transport.</summary>
internal sealed class CopyCommand
{
    private readonly RegistryOptions _registry = new();
    private readonly Option<string> _platform = RegistryOptions.PlatformOption("Copy only this platform of an index [default: the whole index]");
    private readonly TransferOptions _transfer = new();
    private readonly Argument<string> _source = new("SOURCE") { Description = "Image to copy: a reference, oci:PATH[:TAG], oci-archive:FILE, docker-archive:FILE, docker-daemon:NAME, dir:PATH, or - for an archive on standard input" };
    private readonly Argument<string> _destination = new("DESTINATION") { Description = "Destination: a reference, oci:PATH[:TAG], oci-archive:FILE[:TAG], docker-archive:FILE[:REFERENCE], docker-daemon:NAME or dir:PATH; FILE can be - for standard output" };
    private readonly bool _fromRegistry;
    private readonly bool _toRegistry;

    private CopyCommand(bool fromRegistry = false, bool toRegistry = false)
    {
        (_fromRegistry, _toRegistry) = (fromRegistry, toRegistry);
        if (!fromRegistry && !toRegistry)
            return;

        // One name is that of an image in the engine and in its registry, as for docker.
        _destination.Arity = ArgumentArity.ZeroOrOne;
        if (toRegistry)
            _source.Description += "; alone, the reference of an image in the Docker Engine, which is pushed to that registry";
        _destination.Description += toRegistry ? " [default: the registry of the engine's image]" : " [default: docker-daemon: with the image's name]";
    }

    public static Command Copy(CommandHost host) =>
        new CopyCommand().Create("copy", "Copy an image between registries, layouts, archives, directories and the Docker Engine", host);

    public static Command Push(CommandHost host) =>
        new CopyCommand(toRegistry: true).Create("push", "Push an image to a registry under the given tag; 'publish' derives tags and protects them", host);

    public static Command Pull(CommandHost host) =>
        new CopyCommand(fromRegistry: true).Create("pull", "Pull an image from a registry", host);

    private Command Create(string name, string description, CommandHost host)
    {
        var command = new Command(name, description) { _source, _destination, _platform };
        _transfer.AddTo(command, compresses: !_fromRegistry);
        _registry.AddWithSourceTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var given = parsed.GetValue(_destination);
        var transfer = given is null ? new EngineTransfer(_toRegistry) : null;
        var (source, destination) = transfer?.Parse(parsed.GetRequiredValue(_source), session.Directory) ?? Parse(parsed.GetRequiredValue(_source), given!, session.Directory);
        if (source.IsStandardStream && session.Host.ReadSecret is not null)
            throw PlimsollException.Usage("Cannot read an archive from standard input: it is a terminal.", "Pipe one in, for example: docker save NAME | plimsoll copy - DESTINATION.");
        if (destination.IsStandardStream && session.Host.IsOutputTerminal)
            throw PlimsollException.Usage("Cannot write an archive to standard output: it is a terminal.", "Redirect it to a file or a command, or use oci-archive:FILE.");

        await using var plimsoll = _registry.CreatePlimsoll(session, parsed, destination, source);
        if (transfer is not null)
            await transfer.CheckAsync(plimsoll, source, destination, cancellationToken);
        var options = _transfer.Parse(parsed);
        var (digest, report) = await plimsoll.CopyAsync(source, destination, RegistryOptions.ParsePlatform(parsed, _platform), options, cancellationToken);

        ReferrerReporter.Report(session.Diagnostics, report, options, destination);
        session.Diagnostics.Info(report.Blobs.Count == 0
            ? $"{source} → {destination}"
            : $"{source} → {destination}: {report.Blobs.Count(copy => copy.Outcome == BlobOutcome.Sent)} of {Quantity.Format(report.Blobs.Count, "blob")} sent ({report.BytesSent:N0} bytes){Left(report)}");
        if (!destination.IsStandardStream)
            Print(session, digest, destination, report, plimsoll.Retries);
        return (int)ExitCode.Done;
    }

    private (ImageLocation Source, ImageLocation Destination) Parse(string from, string to, string directory)
    {
        var source = _fromRegistry ? ImageLocation.ParseRemote(from, directory) : ImageLocation.Parse(from, directory);
        var destination = _toRegistry ? ImageLocation.ParseRemote(to, directory) : ImageLocation.ParseDestination(to, directory);
        return (_fromRegistry && source.Transport != ImageTransport.Registry) || (_toRegistry && destination.Transport != ImageTransport.Registry)
            ? throw PlimsollException.Usage($"'{(_fromRegistry ? source : destination)}' is not a registry reference.", $"Use 'plimsoll copy {from} {to}'.")
            : (source, destination);
    }

    private static string Left(CopyReport report) =>
        report.Blobs.Count(copy => copy.Outcome == BlobOutcome.Foreign) is > 0 and var count ? $"; {Quantity.Format(count, "foreign layer")} skipped" : "";

    private static void Print(CommandSession session, Digest digest, ImageLocation destination, CopyReport report, int retries)
    {
        if (session.IsJson)
            session.Host.Out.WriteLine(CliJson.Write(new CopyResult(1, destination.ToString(), digest.ToString(), report.Blobs.Count, report.BytesSent, report.Referrers.Count, retries), CliJson.Default.CopyResult));
        else
            session.Host.Out.WriteLine(digest);
        session.Sink.SetOutputs(() => [new("image", destination.ToString()), new("digest", digest.ToString())]);
    }
}
