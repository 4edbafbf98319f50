using System.CommandLine;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Sources;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll history</c>: how each layer of an image came to be.</summary>
internal static class HistoryCommand
{
    public static Command Create(CommandHost host) => ImageCommand.Create("history", "Show how each layer of an image was created, newest first", host, ShowAsync);

    private static async Task ShowAsync(CommandSession session, string name, OpenedImage image, CancellationToken cancellationToken)
    {
        if (image.Manifest.Parse() is not ImageManifest manifest)
            throw PlimsollException.Usage($"{name} is an index with several platforms.", "Choose one with --platform, for example --platform linux/amd64.");

        var config = await image.Source.ReadConfigAsync(manifest, cancellationToken)
            ?? throw PlimsollException.Usage($"{name} is an artifact, not an image: it has no history.");
        var history = new ImageHistory(1, name, image.Manifest.Descriptor.Digest.ToString(), Steps(manifest, config));
        if (session.IsJson)
        {
            session.Host.Out.WriteLine(CliJson.Write(history, CliJson.Default.ImageHistory));
            return;
        }

        var table = new TextTable("CREATED", "SIZE", "CREATED BY");
        foreach (var step in history.Steps)
            table.Add(step.Created ?? "-", step.Layer is null ? "-" : $"{step.Size:N0}", (step.CreatedBy ?? step.Comment ?? "-").ReplaceLineEndings(" "));
        foreach (var line in table.Lines(session.Host.TableStyle))
            session.Host.Out.WriteLine(line);
    }

    /// <summary>History entries matched with layers: an entry that is not marked empty takes the next layer.</summary>
    private static List<HistoryStep> Steps(ImageManifest manifest, ImageConfig config)
    {
        var layers = new Queue<Descriptor>(manifest.Layers);
        var steps = new List<HistoryStep>();
        foreach (var entry in config.History ?? [])
        {
            var layer = entry.EmptyLayer || layers.Count == 0 ? null : layers.Dequeue();
            steps.Add(new HistoryStep(entry.Created, entry.CreatedBy, entry.Comment, layer?.Digest.ToString(), layer?.Size ?? 0));
        }

        // A builder need not write history; its layers are there all the same.
        steps.AddRange(layers.Select(layer => new HistoryStep(null, null, null, layer.Digest.ToString(), layer.Size)));
        steps.Reverse();
        return steps;
    }
}
