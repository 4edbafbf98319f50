using System.Text;
using Plimsoll.Policy.Checking;
using Plimsoll.Policy.Tests.Pinning;
using Plimsoll.Testing;

namespace Plimsoll.Policy.Tests;

/// <summary>Files in a folder of their own, and what the checker says of them.</summary>
internal sealed class Deployment : IDisposable
{
    private readonly TempDirectory _folder = new();

    private bool _isProven;

    public string Path => _folder.Path;

    public Deployment With(string file, string content)
    {
        var path = _folder[file];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(content));
        return this;
    }

    public Deployment With(string file, byte[] content)
    {
        _folder.Write(file, "");
        File.WriteAllBytes(_folder[file], content);
        return this;
    }

    /// <summary>Pins a copy of the files.</summary>
    private async Task ProveAsync()
    {
        using var copy = new TempDirectory();
        foreach (var file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories))
        {
            copy.Write(System.IO.Path.GetRelativePath(Path, file), "");
            File.Copy(file, copy[System.IO.Path.GetRelativePath(Path, file)], overwrite: true);
        }

        await PinProof.HoldsAsync(copy.Path);
    }

    public Task<CheckResult> CheckAsync(ImagePolicy? policy = null, params string[] paths) =>
        PolicyChecker.CheckAsync(paths, policy ?? ImagePolicy.Default, Path);

    /// <summary>One file's images as <c>image@line:column-line:column</c>, in the order of the file.</summary>
    public static async Task<string> ImagesAsync(string file, string content, string? environment = null)
    {
        using var deployment = new Deployment().With(file, content);
        if (environment is not null)
            deployment.With(".env", environment);
        var result = await deployment.CheckAsync();
        await deployment.ProveAsync();
        return string.Join(" ", result.Images.Select(image => Show(image.Use.Image, image.Use.Span)));
    }

    /// <summary>The images of all files as <c>image@file:line:column-column</c>, each with <c> by FILE</c> where another file uses it.</summary>
    public async Task<string[]> UsesAsync(params string[] paths)
    {
        var result = await CheckAsync(null, paths);

        // Where a test asks twice, the second answer is to be that of the same files.
        if (paths.Length == 0 && !_isProven)
        {
            _isProven = true;
            await ProveAsync();
        }

        return [.. result.Images.Select(image => image.Use).Select(use => Show(use.Image, use.Span, use.Span.File + ":") + (use.UsedBy == use.Span.File ? "" : $" by {use.UsedBy}"))];
    }

    /// <summary>One file's findings as <c>rule@line:column-line:column</c>.</summary>
    public static async Task<string> FindingsAsync(string file, string content, ImagePolicy? policy = null, string? environment = null)
    {
        using var deployment = new Deployment().With(file, content);
        if (environment is not null)
            deployment.With(".env", environment);
        var result = await deployment.CheckAsync(policy);
        return string.Join(" ", result.Findings.OrderBy(finding => finding.Span.StartLine).ThenBy(finding => finding.Span.StartColumn).Select(finding => Show(finding.Rule, finding.Span)));
    }

    private static string Show(string what, SourceSpan span, string file = "") =>
        span.StartLine == span.EndLine
            ? $"{what}@{file}{span.StartLine}:{span.StartColumn}-{span.EndColumn}"
            : $"{what}@{file}{span.StartLine}:{span.StartColumn}-{span.EndLine}:{span.EndColumn}";

    public void Dispose() => _folder.Dispose();
}
