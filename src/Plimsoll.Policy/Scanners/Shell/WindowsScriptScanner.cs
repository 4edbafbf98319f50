namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>Scripts of PowerShell, <c>*.ps1</c> and <c>*.psm1</c>, and batch files, <c>*.cmd</c> and <c>*.bat</c>.</summary>
internal sealed class WindowsScriptScanner : TextScanner
{
    public override bool Recognises(string path) => LanguageOf(path) is not null;

    public override bool MayScan(ReadOnlySpan<byte> content) => ShellImages.MayBeIn(content);

    public override void Scan(ScanContext context, CancellationToken cancellationToken)
    {
        if (LanguageOf(context.File.Name) is not { } language)
            return;

        var images = new ShellImages(context, language == ScriptLanguage.Batch ? FileKinds.Batch : FileKinds.PowerShell);
        images.Add(ScriptText.Of(context.Source), language, cancellationToken);
        images.Finish();
    }

    private static ScriptLanguage? LanguageOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".ps1" or ".psm1" => ScriptLanguage.PowerShell,
        ".cmd" or ".bat" => ScriptLanguage.Batch,
        _ => null,
    };
}
