using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Execution;
using Plimsoll.Publishing.Sources;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll copy</c>, <c>push</c> and <c>pull</c>: bring an image from anywhere to anywhere, byte for byte.</summary>
internal sealed class CopyCommand
{
    private readonly RegistryOptions _registry = new();
    private readonly Option<string> _platform = RegistryOptions.PlatformOption("Copy this platform of an index only [default: the whole index]");
    private readonly TransferOptions _transfer = new();
    private readonly Argument<string> _source = new("SOURCE") { Description = "The image: a reference, oci:PATH[:TAG], oci-archive:FILE, docker-archive:FILE, docker://NAME or - for an archive from standard input" };
    private readonly Argument<string> _destination;
    private readonly Func<ImageLocation, string?> _getSourceError;
    private readonly Func<ImageLocation, string?> _getDestinationError;

    private CopyCommand(Argument<string> destination, Func<ImageLocation, string?> whyNotSource, Func<ImageLocation, string?> whyNotDestination)
    {
        _destination = destination;
        _getSourceError = whyNotSource;
        _getDestinationError = whyNotDestination;
    }

    public static Command Copy(CommandHost host) =>
        new CopyCommand(Destination(), _ => null, _ => null).Create("copy", "Copy an image byte for byte between registries, layouts, archives and the Docker engine", host);

    public static Command Push(CommandHost host) =>
        new CopyCommand(Destination(), _ => null, location => location.Transport == ImageTransport.Registry ? null : "is not in a registry: use 'plimsoll copy'")
            .Create("push", "Send an image to a registry under the tag given; 'publish' derives tags and guards them", host);

    public static Command Pull(CommandHost host) =>
        new CopyCommand(Destination(), location => location.Transport == ImageTransport.Registry ? null : "is not in a registry: use 'plimsoll copy'", _ => null)
            .Create("pull", "Fetch an image from a registry", host);

    private static Argument<string> Destination() => new("DESTINATION") { Description = "Where to: a reference, oci:PATH[:TAG], oci-archive:FILE[:TAG], docker-archive:FILE[:NAME:TAG], docker://NAME; - as FILE is standard output" };

    private Command Create(string name, string description, CommandHost host)
    {
        var command = new Command(name, description) { _source, _destination, _platform };
        _transfer.AddTo(command);
        _registry.AddWithSourceTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var source = ImageLocation.Parse(parsed.GetRequiredValue(_source), session.Directory);
        var destination = ImageLocation.ParseDestination(parsed.GetRequiredValue(_destination), session.Directory);
        if (_getSourceError(source) is { } noSource)
            throw PlimsollException.Usage($"'{source}' {noSource}.");
        if (_getDestinationError(destination) is { } noDestination)
            throw PlimsollException.Usage($"'{destination}' {noDestination}.");

        if (source.IsStandardStream && session.Host.ReadSecret is not null)
            throw PlimsollException.Usage("Standard input is a terminal: no archive comes from there.", "Pipe one in, for example: docker save NAME | plimsoll copy - DESTINATION.");
        if (destination.IsStandardStream && session.Host.IsOutputTerminal)
            throw PlimsollException.Usage("Standard output is a terminal: no archive is written there.", "Send it to a file or a command, or write oci-archive:FILE.");

        using var services = _registry.Compose(session, parsed, destination, source);
        using var image = await new ImageOpener(services).OpenAsync(source, RegistryOptions.ParsePlatform(parsed, _platform), cancellationToken);
        var options = _transfer.Parse(parsed);
        var report = await new ImageWriter(services).WriteAsync(image, destination, options, new BlobReporter(session.Diagnostics), cancellationToken);

        ReferrerReporter.Report(session.Diagnostics, report, options, destination);
        session.Diagnostics.Info(report.Blobs.Count == 0
            ? $"{source} → {destination}"
            : $"{source} → {destination}: {report.Blobs.Count(copy => copy.Outcome == BlobOutcome.Sent)} of {report.Blobs.Count} blobs sent ({report.BytesSent:N0} bytes){Left(report)}");
        if (!destination.IsStandardStream)
            Print(session, image.Manifest.Descriptor.Digest, destination, report, services.Retries);
        return (int)ExitCode.Done;
    }

    private static string Left(CopyReport report) =>
        report.Blobs.Count(copy => copy.Outcome == BlobOutcome.Foreign) is > 0 and var count ? $"; {count} foreign left where they are" : "";

    private static void Print(CommandSession session, Digest digest, ImageLocation destination, CopyReport report, int retries)
    {
        if (session.IsJson)
            session.Host.Out.WriteLine(CliJson.Write(new CopyResult(1, destination.ToString(), digest.ToString(), report.Blobs.Count, report.BytesSent, report.Referrers.Count, retries), CliJson.Default.CopyResult));
        else
            session.Host.Out.WriteLine(digest);
    }
}
