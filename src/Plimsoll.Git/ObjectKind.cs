namespace Plimsoll.Git;

/// <summary>What an object is, with the numbers that packs give (gitformat-pack).</summary>
internal enum ObjectKind
{
    Commit = 1,
    Tree = 2,
    Blob = 3,
    Tag = 4,
}
