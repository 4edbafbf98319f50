using Plimsoll.MetadataAction.JavaScript;
using Plimsoll.Oci;
using Plimsoll.Tags.Context;

namespace Plimsoll.MetadataAction.Expressions;

/// <summary>The start of a commit's id, as long as the workflow says: any number of JavaScript, such as 0, -1, 7.9 or 1e1.</summary>
internal static class ShortSha
{
    private const int DefaultLength = 7;

    public static string Abbreviate(WorkflowContext context)
    {
        var length = context.ShortShaLength.Length == 0 ? DefaultLength : JavaScriptText.Number(context.ShortShaLength);
        if (double.IsNaN(length))
            throw PlimsollException.Usage($"DOCKER_METADATA_SHORT_SHA_LENGTH is not a valid number: {context.ShortShaLength}");
        return length >= context.Sha.Length ? context.Sha : context.Sha[..Math.Max(0, (int)length)];
    }
}
