namespace Plimsoll.IntegrationTests.Registries.Scripted;

/// <summary>An upload that has begun.</summary>
internal sealed class ScriptedUpload
{
    /// <summary>The bodies that came, in order.</summary>
    public List<byte[]> Chunks { get; } = [];

    public long Length => Chunks.Sum(chunk => (long)chunk.Length);

    public byte[] ToArray() => Chunks.Count == 1 ? Chunks[0] : Join();


    private byte[] Join()
    {
        using var all = new MemoryStream(checked((int)Length));
        foreach (var chunk in Chunks)
            all.Write(chunk);
        return all.GetBuffer();
    }
}
