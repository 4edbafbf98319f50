using Xunit;

namespace Plimsoll.Testing;

/// <summary>A fact that needs a file of <see cref="SharedData"/>, and is skipped where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    /// <param name="file">The file's path in the folder of the shared data.</param>
    public SharedDataFactAttribute(string file)
    {
        File = file;
        Skip = SharedData.GetSkipReason(file);
    }

    /// <summary>The file's path in the folder of the shared data.</summary>
    public string File { get; }
}
