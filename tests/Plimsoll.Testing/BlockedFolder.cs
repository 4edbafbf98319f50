namespace Plimsoll.Testing;

/// <summary>A folder that nothing can be written to any more, for root neither.</summary>
public static class BlockedFolder
{
    /// <summary>Moves a folder away and puts a file in its place.</summary>
    public static void Block(string folder)
    {
        Directory.Move(folder, $"{folder}.moved");
        File.WriteAllText(folder, "");
    }
}
