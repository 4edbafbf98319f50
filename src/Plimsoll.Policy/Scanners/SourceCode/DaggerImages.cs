namespace Plimsoll.Policy.Scanners.SourceCode;

/// <summary>Pipelines of Dagger: the images that containers start from, <c>container().from("…")</c>.</summary>
internal sealed class DaggerImages(CodeFile file, ScanContext context)
{
    // They have such a call too.
    private static readonly string[] Others = ["Array", "Buffer", "Uint8Array", "Observable", "Object", "Map", "Set", "Stream", "List"];

    public static bool IsLibrary(string import) =>
        import is "dagger" or "Dagger" or "@dagger.io/dagger"
        || import.StartsWith("dagger.", StringComparison.Ordinal)
        || import.StartsWith("dagger.io/", StringComparison.Ordinal)
        || import.StartsWith("io.dagger.", StringComparison.Ordinal)
        || import.EndsWith("/internal/dagger", StringComparison.Ordinal);

    /// <summary>Adds the images.</summary>
    public void Scan()
    {
        for (var i = 0; i < file.Tokens.Count; i++)
        {
            if (file.Word(i) is not ("from" or "From" or "from_") || !file.IsMark(i - 1, '.') || file.CallOf(i) is not { } open || file.Arguments(open) is not [var argument])
                continue;

            var value = CodeFormats.Value(file, argument);
            if (IsContainer(i - 2))
                CodeImages.Add(context, value, FileKinds.Dagger);
            else if (file.Word(i - 2) is not { } receiver || !Others.Contains(receiver))
                CodeImages.AddCertain(context, value, FileKinds.Dagger);
        }
    }

    /// <summary>Whether the call behind which this one stands makes a container.</summary>
    private bool IsContainer(int close) =>
        file.IsMark(close, ')') && file.Word(file.Partner(close) - 1) is "container" or "Container";
}
