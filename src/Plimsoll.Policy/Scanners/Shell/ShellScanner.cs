namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>
/// Scripts of POSIX shells, bash and zsh: <c>*.sh</c>, <c>*.bash</c>, <c>*.zsh</c>, and what starts with <c>#!</c> and a shell in
/// the folders where scripts are kept without an extension, PowerShell among them.
/// </summary>
internal sealed class ShellScanner : TextScanner
{
    private static readonly HashSet<string> Folders = new(StringComparer.Ordinal) { "script", "scripts", "hack", "ci", ".ci", ".buildkite", ".husky", ".githooks" };

    // Files without an extension may be anything.
    public override bool SharesNamesWithData => true;

    public override bool Recognises(string path) =>
        HasExtension(path)
        || (!Path.GetFileName(path.AsSpan()).Contains('.') && Path.GetDirectoryName(path) is { Length: > 0 } folder && Folders.Contains(Path.GetFileName(folder)));

    public override bool Recognises(CandidateFile file, SourceTree tree) =>
        HasExtension(file.Path)
        || ((Recognises(file.Path) || (file.IsExplicit && !file.Name.Contains('.'))) && tree.Content(file.FullPath) is { Bytes: { } bytes } && IsScript(bytes));

    public override bool MayScan(ReadOnlySpan<byte> content) => ShellImages.MayBeIn(content);

    public override void Scan(ScanContext context, CancellationToken cancellationToken)
    {
        var isPowerShell = context.Source.Text.StartsWith("#!", StringComparison.Ordinal) && context.Source.Line(1).Contains("pwsh", StringComparison.Ordinal);
        var images = new ShellImages(context, isPowerShell ? FileKinds.PowerShell : FileKinds.Shell);
        images.Add(ScriptText.Of(context.Source), isPowerShell ? ScriptLanguage.PowerShell : ScriptLanguage.Posix, cancellationToken);
        images.Finish();
    }

    private static bool HasExtension(string path) => Path.GetExtension(path.AsSpan()) is ".sh" or ".bash" or ".zsh";

    private static bool IsScript(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith("#!"u8))
            return false;

        var end = content.IndexOf((byte)'\n');
        return content[..(end < 0 ? Math.Min(content.Length, 200) : end)].IndexOf("sh"u8) >= 0;
    }
}
