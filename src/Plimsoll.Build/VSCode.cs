using Plimsoll.Build.CI;

namespace Plimsoll.Build;

/// <summary>A terminal of Visual Studio Code.</summary>
public sealed class VSCode : Terminal
{
    internal VSCode(HostContext context) : base(context)
    {
    }
}
