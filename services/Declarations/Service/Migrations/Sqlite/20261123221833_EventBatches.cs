using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clearance.Declarations.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class EventBatches : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // By hand: EF Core would copy the table, outside of a transaction.
            migrationBuilder.Sql("alter table outbox drop column subject");

            migrationBuilder.Sql("alter table outbox drop column trace_parent");

            migrationBuilder.AddColumn<int>(
                name: "taking",
                table: "inbox",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("alter table inbox drop column taking");

            migrationBuilder.AddColumn<string>(
                name: "subject",
                table: "outbox",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "trace_parent",
                table: "outbox",
                type: "TEXT",
                nullable: false,
                defaultValue: "");
        }
    }
}
