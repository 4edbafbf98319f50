using System.Text.Json;
using Plimsoll.Build.Parameters;

namespace Plimsoll.Build.CI.Generation.GitLab;

/// <summary>The image that jobs run in.</summary>
internal static class GitLabImage
{
    private const string Repository = "mcr.microsoft.com/dotnet/sdk";

    /// <exception cref="BuildException">It is not given, and there is no version of the SDK that would be it (exit code 2).</exception>
    public static string Find(GitLabCIAttribute pipeline, AbsolutePath root)
    {
        if (pipeline.Image is { } image)
            return image.Length > 0 && image.All(c => c is > ' ' and <= '~') ? image : throw pipeline.CreateError($"has the image '{image}'", $"Write one as in [GitLabCI(\"{Repository}:10.0.100\")].");
        return ReadVersion(root / "global.json") is { } version
            ? $"{Repository}:{ToTag(version)}"
            : throw pipeline.CreateError("has no image, and global.json has no version of the SDK", $"Write one as in [GitLabCI(\"{Repository}:10.0.100\")].");
    }

    private static string? ReadVersion(AbsolutePath file)
    {
        if (!file.FileExists())
            return null;
        try
        {
            using var json = JsonDocument.Parse(SmallFile.Read(file, file.Name), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return json.RootElement is { ValueKind: JsonValueKind.Object } global
                && global.TryGetProperty("sdk", out var sdk) && sdk.ValueKind == JsonValueKind.Object
                && sdk.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.String
                && version.GetString() is { Length: > 0 } text && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-')
                ? text
                : null;
        }
        catch (JsonException exception)
        {
            throw BuildException.Usage($"{file.Name} cannot be read: {exception.Message}");
        }
    }

    /// <summary>The tag of a preview is without the number of its build: <c>10.0.100-rc.1</c>.</summary>
    private static string ToTag(string version) =>
        version.Split('-', 2) is [var release, var preview] ? $"{release}-{string.Join('.', preview.Split('.').Take(2))}" : version;
}
