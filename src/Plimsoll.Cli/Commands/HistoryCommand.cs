using System.CommandLine;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll history</c>: how each layer of an image came to be.</summary>
internal static class HistoryCommand
{
    private static readonly Option<bool> NoTruncation = new("--no-trunc") { Description = "Cut nothing on a terminal either" };

    public static Command Create(CommandHost host) => ImageCommand.Create("history", "Show how each layer of an image was created, newest first", host, ShowAsync, NoTruncation);

    private static async Task ShowAsync(ImageView view, CancellationToken cancellationToken)
    {
        var session = view.Session;
        var manifest = await view.ChooseAsync(cancellationToken);
        var steps = await view.ReadStepsAsync(manifest, cancellationToken)
            ?? throw PlimsollException.Usage($"{view.Name} is an artifact, not an image: it has no history.");
        var platform = (await view.Image.Source.ReadConfigAsync((ImageManifest)manifest.Parse(), cancellationToken))?.Platform;
        var history = new ImageHistory(1, view.Name, manifest.Descriptor.Digest.ToString(), platform?.ToString(), [.. steps.Select(HistoryStep.Create)]);
        if (session.IsJson)
            session.Host.Out.WriteLine(CliJson.Write(history, CliJson.Default.ImageHistory));
        else
            foreach (var line in history.ToLines(session.Host.Clock.GetUtcNow(), session.Has(NoTruncation) ? TableStyle.Plain : session.Host.TableStyle with { Cuts = true }))
                session.Host.Out.WriteLine(line);
    }
}
