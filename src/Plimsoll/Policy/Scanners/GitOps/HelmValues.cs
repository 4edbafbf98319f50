namespace Plimsoll.Policy.Scanners.GitOps;

/// <summary>Values for a Helm chart within another resource.</summary>
internal static class HelmValues
{
    /// <summary>Adds the images of values.</summary>
    public static void Add(SourceNode values, string kind, ScanContext context, ReadParts read)
    {
        foreach (var image in PartedImages.Find(values, read))
            Add(image, kind, context);
    }

    /// <summary>Adds one image.</summary>
    public static void Add(PartedImages.Found image, string kind, ScanContext context) =>
        context.Add(new FoundImage(image.Text, image.Resolved, new TextRange(image.Token.Start, image.Token.End), kind) { Parts = image.Parts });

    /// <summary>Adds the images of values that are written as a text.</summary>
    public static void AddText(SourceScalar text, string kind, ScanContext context)
    {
        if (EmbeddedYaml.Read(text, context.Source) is not { } yaml)
            return;

        foreach (var image in PartedImages.Find(yaml.Root, new ReadParts()))
            Add(yaml.IsInPlace ? image : image with { Token = text, Parts = null }, kind, context);
    }
}
