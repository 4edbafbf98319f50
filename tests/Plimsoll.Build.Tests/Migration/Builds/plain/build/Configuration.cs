/// <summary>How the code is compiled.</summary>
public enum Configuration
{
    Debug,
    Release,
}
