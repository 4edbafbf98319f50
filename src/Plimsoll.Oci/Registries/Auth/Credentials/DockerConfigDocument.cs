using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plimsoll.Oci.Registries.Auth.Credentials;

/// <summary>
/// Docker's <c>config.json</c> for changing: what is not understood stays as it is. The new file takes the place of the
/// old one whole, or not at all; a link stays a link, and the mode stays (0600 for a new file).
/// </summary>
internal sealed class DockerConfigDocument
{
    private const string Entries = "auths";

    private readonly string _path;
    private readonly JsonObject _root;

    private DockerConfigDocument(string path, JsonObject root)
    {
        _path = path;
        _root = root;
    }

    /// <summary>Waits for the turn to change the file, from before it is loaded until it is saved: who logs in at the same time would lose their entry.</summary>
    /// <exception cref="PlimsollException">The folder cannot be written (exit code 2), or another process does not come to an end (1).</exception>
    public static async Task<FileLock> LockAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var target = TargetOf(path);
            CreateFolderOf(target);
            return await FileLock.AcquireAsync($"{target}.lock", $"The credentials file '{path}'", cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, exception);
        }
    }

    /// <exception cref="PlimsollException">The file cannot be read, or is not JSON of that form (exit code 2).</exception>
    public static DockerConfigDocument Load(string path)
    {
        try
        {
            // An empty file is what 'touch' leaves, and Docker takes it for a new one.
            var text = File.Exists(path) ? File.ReadAllText(path) : "";
            var root = string.IsNullOrWhiteSpace(text) ? new JsonObject() : JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (root is JsonObject found && found[Entries] is null or JsonObject)
            {
                JsonTexts.Check(found);
                return new DockerConfigDocument(path, found);
            }
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            // Said below: the parser's own message may quote a value, and here values are secrets.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable($"cannot be read: {exception.Message}", exception);
        }

        throw Unusable("is not a JSON object that can be edited without losing content");

        PlimsollException Unusable(string reason, Exception? cause = null) =>
            PlimsollException.Usage($"The credentials file '{path}' {reason}.", "Fix or move the file. Nothing was changed.", cause);
    }

    /// <summary>Sets the entry of <c>auths</c>; other spellings of the key go.</summary>
    public void SetEntry(string key, JsonObject entry)
    {
        RemoveEntries(CredentialKey.Normalise(key));
        if (_root[Entries] is not JsonObject entries)
            _root[Entries] = entries = [];
        entries[key] = entry;
    }

    /// <summary>Removes the entries of a normalised key.</summary>
    /// <returns>Whether there were any.</returns>
    public bool RemoveEntries(string key)
    {
        if (_root[Entries] is not JsonObject entries)
            return false;

        var found = entries.Select(entry => entry.Key).Where(name => string.Equals(CredentialKey.Normalise(name), key, StringComparison.OrdinalIgnoreCase)).ToList();
        found.ForEach(name => entries.Remove(name));
        return found.Count > 0;
    }

    /// <exception cref="PlimsollException">The file cannot be written (exit code 2), or the disk is full (1); the old one is as it was.</exception>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            var target = TargetOf(_path);
            CreateFolderOf(target);
            await AtomicFile.WritePrivateAsync(target, ToJson(), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(_path, exception);
        }
    }

    /// <summary>The file itself, where the path is a link: that stays one.</summary>
    private static string TargetOf(string path) => new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : path;

    private static void CreateFolderOf(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static PlimsollException Unwritable(string path, Exception exception) =>
        WriteFailure.Create($"The credentials file '{path}' cannot be written: {exception.Message}", exception, "Check the owner and permissions of the file and its folder.");

    private byte[] ToJson()
    {
        using var bytes = new MemoryStream();

        // Tabs, and no needless escapes: as Docker writes it.
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, IndentCharacter = '\t', IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            _root.WriteTo(writer);
        return bytes.ToArray();
    }
}
